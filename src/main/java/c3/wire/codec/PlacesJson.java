package c3.wire.codec;

import c3.json.JsonException;
import c3.json.JsonObject;
import c3.json.JsonValue;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.posix.FileNames;
import c3.store.BlobLocator.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `{"objects"}`, each `{"file","whole","digests","offsets","sizes"}`: thousands of blobs lie in
/// one object, whose path is long. The last three are arrays of one length. Blobs without a place
/// of their own are not among them.
public final class PlacesJson implements Codec<Map<Digest, Place>> {
  private final Codec<Located> objects = new LocatedJson();

  @Override
  public JsonObject encode(Map<Digest, Place> map) {
    Map<Located.In, Located> byObject = new LinkedHashMap<>();
    map.forEach((digest, place) ->
        byObject
            .computeIfAbsent(new Located.In(place.file(), place.whole()), Located::new)
            .add(digest, place));
    return JsonObject.with()
        .putAll("objects", byObject.values().stream().map(objects::encode).toList())
        .build();
  }

  @Override
  public Map<Digest, Place> decode(JsonObject json) throws C3Exception {
    List<Located> located =
        Fields.read("places of blobs", json, fields -> fields.values("objects", objects));
    Map<Digest, Place> map = new LinkedHashMap<>();
    located.forEach(object -> object.putInto(map));
    return map;
  }

  /// What lies in one object.
  private record Located(In object, List<Digest> digests, List<Long> offsets, List<Long> sizes) {
    record In(Path file, boolean whole) {}

    Located(In object) {
      this(object, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Digest digest, Place place) {
      digests.add(digest);
      offsets.add(place.offset());
      sizes.add(place.sizeBytes());
    }

    void putInto(Map<Digest, Place> map) {
      for (int i = 0; i < digests.size(); i++) {
        Place place = new Place(object.file(), offsets.get(i), sizes.get(i), object.whole());
        map.put(digests.get(i), place);
      }
    }
  }

  private static final class LocatedJson implements Codec<Located> {
    @Override
    public JsonObject encode(Located located) {
      JsonObject.Builder json = JsonObject.with();
      return ByteText.put(json, "file", FileNames.bytes(located.object().file()))
          .put("whole", located.object().whole())
          .putTexts("digests", located.digests().stream().map(Digest::toString).toList())
          .putAll("offsets", numbers(located.offsets()))
          .putAll("sizes", numbers(located.sizes()))
          .build();
    }

    private static List<JsonValue> numbers(List<Long> numbers) {
      return numbers.stream().<JsonValue>map(JsonValue.Whole::new).toList();
    }

    @Override
    public Located decode(JsonObject json) throws C3Exception {
      return Fields.read("what lies in an object", json, LocatedJson::read);
    }

    private static Located read(Fields fields) throws IOException {
      Located located =
          new Located(
              new Located.In(fields.file("file"), fields.flag("whole")),
              fields.digests("digests"),
              fields.counts("offsets"),
              fields.counts("sizes"));
      int count = located.digests().size();
      if (located.offsets().size() != count || located.sizes().size() != count) {
        throw new JsonException("a blob has no offset or no size");
      }
      return located;
    }
  }
}

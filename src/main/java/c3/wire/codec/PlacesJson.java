package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.posix.FileNames;
import c3.store.BlobLocator.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `{"places"}`, each `{"digest","file","offset","sizeBytes","whole"}`; blobs without a place of
/// their own are not among them.
public final class PlacesJson implements Codec<Map<Digest, Place>> {
  private final Codec<Map.Entry<Digest, Place>> places = new PlaceJson();

  @Override
  public JsonObject encode(Map<Digest, Place> map) {
    List<JsonObject> list = new ArrayList<>(map.size());
    map.entrySet().forEach(place -> list.add(places.encode(place)));
    return JsonObject.with().putAll("places", list).build();
  }

  @Override
  public Map<Digest, Place> decode(JsonObject json) throws C3Exception {
    List<Map.Entry<Digest, Place>> list =
        Fields.read("places of blobs", json, fields -> fields.values("places", places));
    Map<Digest, Place> map = new LinkedHashMap<>();
    list.forEach(place -> map.put(place.getKey(), place.getValue()));
    return map;
  }

  private static final class PlaceJson implements Codec<Map.Entry<Digest, Place>> {
    @Override
    public JsonObject encode(Map.Entry<Digest, Place> entry) {
      Place place = entry.getValue();
      JsonObject.Builder json = JsonObject.with().put("digest", entry.getKey().toString());
      return ByteText.put(json, "file", FileNames.bytes(place.file()))
          .put("offset", place.offset())
          .put("sizeBytes", place.sizeBytes())
          .put("whole", place.whole())
          .build();
    }

    @Override
    public Map.Entry<Digest, Place> decode(JsonObject json) throws C3Exception {
      return Fields.read(
          "the place of a blob",
          json,
          fields ->
              Map.entry(
                  fields.digest("digest"),
                  new Place(
                      fields.file("file"),
                      fields.count("offset"),
                      fields.count("sizeBytes"),
                      fields.flag("whole"))));
    }
  }
}

package c3.wire.codec;

import c3.json.JsonException;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.posix.FileNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads the fields of one JSON object and keeps account of them, so that those nobody asked for
/// are refused. Every failure becomes one sentence that names the kind of message and the field.
final class Fields {
  private final JsonObject json;
  private final Set<String> asked = new HashSet<>();

  private Fields(JsonObject json) {
    this.json = json;
  }

  /// Reads a value from an object; throws `C3Exception` INVALID when it cannot be one.
  ///
  /// @param what the kind of value, for the message, as in `a lease`
  static <T> T read(String what, JsonObject json, Reader<T> reader) throws C3Exception {
    Fields fields = new Fields(json);
    try {
      T value = reader.read(fields);
      fields.refuseOthers();
      return value;
    } catch (C3Exception e) {
      throw e;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new C3Exception(ErrorCode.INVALID, what + ": " + e.getMessage()).causedBy(e);
    }
  }

  private void refuseOthers() throws JsonException {
    for (String name : json.fields().keySet()) {
      if (!asked.contains(name)) {
        throw new JsonException("field `" + name + "` is not known");
      }
    }
  }

  String text(String name) throws IOException {
    return json.text(asked(name));
  }

  Optional<String> optionalText(String name) throws IOException {
    return json.optionalText(asked(name));
  }

  long whole(String name) throws IOException {
    return json.whole(asked(name));
  }

  Optional<Long> optionalWhole(String name) throws IOException {
    return json.optionalWhole(asked(name));
  }

  /// A count or a size: a whole number that is not negative.
  long count(String name) throws IOException {
    long value = whole(name);
    if (value < 0) {
      throw new JsonException("field `" + name + "` is negative");
    }
    return value;
  }

  int number(String name) throws IOException {
    return inRange(name, whole(name));
  }

  Optional<Integer> optionalNumber(String name) throws IOException {
    Optional<Long> value = optionalWhole(name);
    return value.isPresent() ? Optional.of(inRange(name, value.get())) : Optional.empty();
  }

  private static int inRange(String name, long value) throws JsonException {
    if (value != (int) value) {
      throw new JsonException("field `" + name + "` is out of range");
    }
    return (int) value;
  }

  boolean flag(String name) throws IOException {
    return json.flag(asked(name));
  }

  /// True or false, which must stand: for what is never meant by leaving it out.
  boolean requiredFlag(String name) throws IOException {
    if (!json.fields().containsKey(name)) {
      throw new JsonException("field `" + name + "` is missing");
    }
    return flag(name);
  }

  Optional<Duration> optionalDuration(String name) throws IOException {
    return optionalWhole(name).map(Duration::ofMillis);
  }

  Instant instant(String name) throws IOException {
    return Instant.parse(text(name));
  }

  Optional<Instant> optionalInstant(String name) throws IOException {
    return optionalText(name).map(Instant::parse);
  }

  Digest digest(String name) throws IOException {
    return Digest.parse(text(name));
  }

  /// One of an enum's names, as they are spelt there.
  <E extends Enum<E>> E choice(String name, Class<E> choices) throws IOException {
    String text = text(name);
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equals(text)) {
        return choice;
      }
    }
    String kind = choices.getSimpleName().toLowerCase(Locale.ROOT);
    throw new JsonException("field `" + name + "`: no such " + kind + ": " + text);
  }

  <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> choices) throws IOException {
    return optionalText(name).isPresent() ? Optional.of(choice(name, choices)) : Optional.empty();
  }

  /// Bytes that stand as text when they are UTF-8, and otherwise as base64 in `<name>Base64`.
  Optional<byte[]> optionalBytes(String name) throws IOException {
    return ByteText.read(name, optionalText(name), optionalText(ByteText.base64Name(name)));
  }

  byte[] bytes(String name) throws IOException {
    return optionalBytes(name)
        .orElseThrow(() -> new JsonException("field `" + name + "` is missing"));
  }

  /// A path on the server's machine.
  Path file(String name) throws IOException {
    return FileNames.path(bytes(name));
  }

  Optional<Path> optionalFile(String name) throws IOException {
    return optionalBytes(name).map(FileNames::path);
  }

  EntryPath path(String name) throws IOException {
    return EntryPath.ofBytes(bytes(name));
  }

  Optional<EntryPath> optionalPath(String name) throws IOException {
    return optionalBytes(name).map(EntryPath::ofBytes);
  }

  <T> T value(String name, Codec<T> codec) throws IOException {
    return codec.decode(json.object(asked(name)));
  }

  <T> Optional<T> optionalValue(String name, Codec<T> codec) throws IOException {
    Optional<JsonObject> value = json.optionalObject(asked(name));
    return value.isPresent() ? Optional.of(codec.decode(value.get())) : Optional.empty();
  }

  /// An array of values; absent is empty.
  <T> List<T> values(String name, Codec<T> codec) throws IOException {
    List<T> values = new ArrayList<>();
    for (JsonObject value : json.objects(asked(name))) {
      values.add(codec.decode(value));
    }
    return List.copyOf(values);
  }

  /// An array of strings; absent is empty.
  List<String> texts(String name) throws IOException {
    return json.texts(asked(name));
  }

  /// An array of whole numbers; absent is empty.
  List<Integer> numbers(String name) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (long value : json.wholes(asked(name))) {
      numbers.add(inRange(name, value));
    }
    return List.copyOf(numbers);
  }

  /// An array of digests; absent is empty.
  List<Digest> digests(String name) throws IOException {
    return texts(name).stream().map(Digest::parse).toList();
  }

  /// An object whose fields are all strings; absent is empty.
  Map<String, String> map(String name) throws IOException {
    Optional<JsonObject> object = json.optionalObject(asked(name));
    Map<String, String> map = new TreeMap<>();
    if (object.isPresent()) {
      for (String key : object.get().fields().keySet()) {
        map.put(key, object.get().text(key));
      }
    }
    return map;
  }

  private String asked(String name) {
    asked.add(name);
    return name;
  }

  /// Makes a value of an object's fields.
  interface Reader<T> {
    T read(Fields fields) throws IOException;
  }
}

package c3.json;

import c3.json.JsonValue.Flag;
import c3.json.JsonValue.Items;
import c3.json.JsonValue.Nothing;
import c3.json.JsonValue.Real;
import c3.json.JsonValue.Text;
import c3.json.JsonValue.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads and writes JSON messages. A message is read whole, so whoever reads bounds its size first;
/// more than 200,000 names and values, nesting deeper than 32, duplicate fields and bytes that are
/// not UTF-8 are refused.
public final class Json {
  private static final int NESTING_MAX = 32;
  private static final int TOKENS_MAX = 200_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(NESTING_MAX)
                  .maxTokenCount(TOKENS_MAX)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /// Reads an object from at most `sizeMax` bytes. Throws `JsonException` for anything else than
  /// one object, also when the source is longer.
  public static JsonObject read(InputStream source, int sizeMax) throws IOException {
    byte[] bytes = source.readNBytes(sizeMax + 1);
    if (bytes.length > sizeMax) {
      throw new JsonException("the message is longer than " + sizeMax + " bytes");
    }
    return read(ByteBuffer.wrap(bytes));
  }

  /// Reads an object from all that remains in a buffer, which stays as it is. Throws
  /// `JsonException` also for bytes that are not UTF-8: none of them is ever replaced by another.
  public static JsonObject read(ByteBuffer bytes) throws IOException {
    ByteBuffer source = bytes.duplicate();
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(source).toString());
    } catch (CharacterCodingException e) {
      // The decoder has come as far as the first byte that it could not read.
      int at = source.position() - bytes.position();
      throw new JsonException("not JSON: byte " + at + " of the message is not UTF-8", e);
    }
  }

  /// Reads an object from a text; throws as the other.
  public static JsonObject read(String text) throws IOException {
    if (readValue(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("the message is not a JSON object");
  }

  /// Reads any value from a text; throws `JsonException` when it is not one.
  public static JsonValue readValue(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException("the message is empty");
      }
      JsonValue value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new JsonException("something follows the JSON message");
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// Writes a value on one line, without spaces.
  public static String write(JsonValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, value);
    }
    return text.toString();
  }

  private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new Text(parser.getString());
      case VALUE_NUMBER_INT -> new Whole(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> new Real(parser.getDoubleValue());
      case VALUE_TRUE -> new Flag(true);
      case VALUE_FALSE -> new Flag(false);
      case VALUE_NULL -> new Nothing();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new JsonException("not JSON: unexpected " + token);
    };
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      fields.put(name, value(parser, parser.nextToken()));
    }
    return new JsonObject(fields);
  }

  private static Items items(JsonParser parser) throws IOException {
    List<JsonValue> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(value(parser, token));
    }
    return new Items(values);
  }

  private static void write(JsonGenerator generator, JsonValue value) {
    switch (value) {
      case JsonObject object -> {
        generator.writeStartObject();
        object
            .fields()
            .forEach((name, field) -> {
              generator.writeName(name);
              write(generator, field);
            });
        generator.writeEndObject();
      }
      case Items items -> {
        generator.writeStartArray();
        items.values().forEach(item -> write(generator, item));
        generator.writeEndArray();
      }
      case Text text -> generator.writeString(text.value());
      case Whole whole -> generator.writeNumber(whole.value());
      case Real real -> generator.writeNumber(real.value());
      case Flag flag -> generator.writeBoolean(flag.value());
      case Nothing nothing -> generator.writeNull();
    }
  }
}

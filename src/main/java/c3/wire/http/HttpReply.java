package c3.wire.http;

import c3.json.Json;
import c3.json.JsonException;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.wire.codec.Codec;
import c3.wire.codec.ErrorJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/// An answer that is in memory.
///
/// @param from which server it came from
/// @param headers finds a header by its name
record HttpReply(
    Endpoint from, int status, Function<String, Optional<String>> headers, ByteBuffer body) {
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  boolean ok() {
    return status == OK;
  }

  /// The value of a good answer; throws what a bad one says.
  <T> T decode(Codec<T> codec) throws IOException {
    if (!ok()) {
      throw error();
    }
    return decoded(codec, json());
  }

  /// The same where a list of lost blobs is an answer too.
  <T> T decodeOrLost(Codec<T> codec) throws IOException {
    if (status == CONFLICT) {
      JsonObject json = json();
      if (json.fields().containsKey("blobs")) {
        return decoded(codec, json);
      }
    }
    return decode(codec);
  }

  /// The bytes of a good answer; throws what a bad one says.
  ByteBuffer bytes() throws IOException {
    if (!ok()) {
      throw error();
    }
    return body;
  }

  /// The bytes of a good answer as what they stand for; throws what a bad one says.
  ///
  /// @param reader throws `IllegalArgumentException` when they stand for nothing
  <T> T read(Function<ByteBuffer, T> reader) throws IOException {
    ByteBuffer bytes = bytes();
    try {
      return reader.apply(bytes);
    } catch (IllegalArgumentException e) {
      throw unexpected(e);
    }
  }

  /// What a bad answer says.
  C3Exception error() throws IOException {
    try {
      return new ErrorJson().decode(json());
    } catch (C3Exception e) {
      // Somebody between us and the server may answer too, such as a proxy with a page of its own.
      boolean passing = status == 502 || status == 503 || status == 504;
      return new C3Exception(
              passing ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL,
              "the server at " + from + " answered " + status + " and not as c3 does")
          .causedBy(e);
    }
  }

  private <T> T decoded(Codec<T> codec, JsonObject json) throws C3Exception {
    try {
      return codec.decode(json);
    } catch (C3Exception e) {
      throw unexpected(e);
    }
  }

  private JsonObject json() throws IOException {
    try {
      return Json.read(body);
    } catch (JsonException e) {
      throw unexpected(e);
    }
  }

  private C3Exception unexpected(Exception cause) {
    return new C3Exception(
            ErrorCode.INTERNAL,
            "the server at "
                + from
                + " answered what c3 does not understand: "
                + cause.getMessage())
        .causedBy(cause);
  }
}

package c3.json;

import java.io.IOException;

/// A text that is not the JSON that was expected; the message says what is wrong and where.
public final class JsonException extends IOException {
  public JsonException(String message) {
    super(message);
  }

  JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}

package c3.wire.http;

import c3.model.EntryPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What stands behind the question mark of a request, escaped.
final class HttpQuery {
  private final StringBuilder text = new StringBuilder();

  HttpQuery put(String name, String value) {
    text.append(text.isEmpty() ? '?' : '&')
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    return this;
  }

  HttpQuery put(String name, long value) {
    return put(name, Long.toString(value));
  }

  HttpQuery put(String name, boolean value) {
    return put(name, Boolean.toString(value));
  }

  HttpQuery putIfPresent(String name, Optional<String> value) {
    value.ifPresent(present -> put(name, present));
    return this;
  }

  /// A path that may have bytes which are no text.
  HttpQuery put(String name, EntryPath path) {
    Optional<String> valid = path.text();
    return valid.isPresent()
        ? put(name, valid.get())
        : put(name + "Base64", Base64.getUrlEncoder().encodeToString(path.bytes()));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

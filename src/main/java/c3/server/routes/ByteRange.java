package c3.server.routes;

import c3.store.BlobStore.Range;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `Range` header of a request for a blob. One range of bytes is understood; anything else is
/// ignored, as HTTP has it, and the whole blob is answered.
final class ByteRange {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private ByteRange() {}

  /// The part of a blob that a header asks for, cut to the blob's end; its length is 0 when it
  /// begins behind it. Absent when the header asks for nothing that is understood.
  static Optional<Range> parse(String header, long sizeBytes) {
    Matcher form = FORM.matcher(header.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String first = form.group(1);
    String last = form.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Optional.empty() : Optional.of(tail(number(last), sizeBytes));
    }
    long offset = Math.min(number(first), sizeBytes);
    long end = last.isEmpty() ? sizeBytes : Math.min(number(last) + 1, sizeBytes);
    if (!last.isEmpty() && number(last) < number(first)) {
      return Optional.empty();
    }
    return Optional.of(new Range(offset, Math.max(0, end - offset)));
  }

  private static Range tail(long length, long sizeBytes) {
    long cut = Math.min(length, sizeBytes);
    return new Range(sizeBytes - cut, cut);
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }
}

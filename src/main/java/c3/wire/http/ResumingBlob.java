package c3.wire.http;

import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.BlobCorrupt;
import c3.store.BlobStore.Range;
import c3.wire.retry.Retry;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A blob, or a range of one, as it arrives. When the connection breaks, the rest is asked for;
/// when that gains no byte several times in a row, the last failure is thrown. A whole blob is
/// verified, and its last bytes are handed out only when all of them were right.
final class ResumingBlob extends InputStream {
  private static final Pattern PLACE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
  private static final int OK = 200;
  private static final int PART = 206;
  private static final int BEHIND_THE_END = 416;

  /// Places in a range have at most 18 digits; beyond, there is no end, and no blob.
  private static final long OPEN_END = 999_999_999_999_999_999L;

  private final BulkHttp http;
  private final Retry retry;
  private final HttpCall call;
  private final Digest digest;
  private final MessageDigest hasher = Digest.hasher();

  private InputStream body = InputStream.nullInputStream();
  private long position;
  private long end;
  private boolean whole;
  private int failuresInARow;

  private ResumingBlob(BulkHttp http, Retry retry, HttpCall call, Digest digest) {
    this.http = http;
    this.retry = retry;
    this.call = call;
    this.digest = digest;
  }

  /// Asks for it; throws `BlobMissing` when it is not there.
  ///
  /// @param call the request for the whole of it
  /// @param range not empty
  /// @param retry what to do while nobody answers a request for the rest
  static InputStream open(BulkHttp http, Retry retry, HttpCall call, Digest digest, Range range)
      throws IOException {
    ResumingBlob blob = new ResumingBlob(http, retry, call, digest);
    blob.begin(range);
    return blob;
  }

  private void begin(Range range) throws IOException {
    position = Math.min(range.offset(), OPEN_END);
    boolean all = range.equals(Range.ALL);
    HttpCall asked = all ? call : call.part(header(position, range.length()));
    Download answer = http.open(asked, range.length());
    switch (answer.status()) {
      case OK -> {
        end = all ? answer.header("content-length").map(Long::parseLong).orElse(-1L) : -1;
        whole = true;
        if (end < 0) {
          throw unexpected(answer);
        }
      }
      case PART -> {
        Matcher place = place(answer);
        end = Long.parseLong(place.group(2)) + 1;
        whole = position == 0 && end == Long.parseLong(place.group(3));
      }
      case BEHIND_THE_END -> end = position;
      default -> throw answer.error();
    }
    body = answer.body();
    if (whole && end == 0) {
      verify();
    }
  }

  private static String header(long offset, long length) {
    long last = offset + length - 1;
    boolean open = last < offset || last > OPEN_END;
    return "bytes=" + offset + "-" + (open ? "" : last);
  }

  private Matcher place(Download answer) throws IOException {
    Matcher place = PLACE.matcher(answer.header("content-range").orElse(""));
    if (!place.matches() || Long.parseLong(place.group(1)) != position) {
      throw unexpected(answer);
    }
    return place;
  }

  private C3Exception unexpected(Download answer) throws IOException {
    answer.body().close();
    return new C3Exception(
        ErrorCode.INTERNAL,
        "the server at " + answer.from() + " answered another part of " + digest);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < end) {
      int n = receive(target, offset, (int) Math.min(length, end - position));
      if (n > 0) {
        return n;
      }
    }
    return -1;
  }

  /// Some bytes; 0 when the rest had to be asked for.
  private int receive(byte[] target, int offset, int length) throws IOException {
    int n;
    try {
      n = body.read(target, offset, length);
      if (n < 0) {
        throw new EOFException("the answer ended early");
      }
    } catch (IOException e) {
      if (Unreachable.isInterruption(e)) {
        throw e;
      }
      resume(e);
      return 0;
    }
    failuresInARow = 0;
    position += n;
    if (whole) {
      hasher.update(target, offset, n);
      if (position == end) {
        verify();
      }
    }
    return n;
  }

  private void resume(IOException failure) throws IOException {
    body.close();
    if (++failuresInARow > http.limits().resumesMax()) {
      throw http.unreachable(failure);
    }
    body =
        retry.call(() -> {
          Download answer = http.open(call.part("bytes=" + position + "-" + (end - 1)));
          if (answer.status() != PART) {
            throw answer.error();
          }
          place(answer);
          return answer.body();
        });
  }

  private void verify() throws IOException {
    if (!Digest.ofBytes(hasher.digest()).equals(digest)) {
      body.close();
      throw new BlobCorrupt(digest, "other bytes arrived than it is made of");
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}

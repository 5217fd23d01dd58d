package c3.cli.command;

import c3.cli.terminal.Output;
import c3.json.Json;
import c3.json.JsonObject;
import c3.json.JsonValue.Text;
import c3.model.JobId;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A way to print a job's log, piece by piece.
public interface LogPrinter {
  void print(ByteBuffer bytes);

  /// Bytes that were written here were not kept.
  void skip(long bytes);

  /// Whether somebody still reads.
  boolean isRead();

  /// Called once, behind the last piece.
  void end();

  /// Bytes as they are, unless a person watches: then each line stands behind a mark, so that a
  /// script's words are not taken for c3's.
  final class Plain implements LogPrinter {
    private final Output output;
    private final byte[] mark;
    private boolean lineStart = true;

    /// @param mark what stands before each line; empty for nothing
    public Plain(Output output, String mark) {
      this.output = output;
      this.mark = mark.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void print(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        byte b = bytes.get();
        if (lineStart) {
          output.out().write(mark, 0, mark.length);
        }
        output.out().write(b);
        lineStart = b == '\n';
      }
      output.out().flush();
    }

    @Override
    public void skip(long bytes) {
      output.note("  (" + bytes + " bytes of the log were not kept)");
    }

    @Override
    public boolean isRead() {
      return !output.out().checkError();
    }

    @Override
    public void end() {
      if (!lineStart && mark.length > 0) {
        output.out().println();
      }
    }
  }

  /// One JSON object with the log as its one long text, written as it comes. What is not UTF-8 is
  /// replaced. Nothing is written before the first piece, so that a failure before it leaves stdout
  /// empty.
  final class AsJson implements LogPrinter {
    private final Output output;
    private final JobId job;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer cut = ByteBuffer.allocate(0);
    private long skipped;
    private boolean begun;

    AsJson(Output output, JobId job) {
      this.output = output;
      this.job = job;
    }

    @Override
    public void print(ByteBuffer bytes) {
      ByteBuffer all = ByteBuffer.allocate(cut.remaining() + bytes.remaining());
      all.put(cut).put(bytes).flip();
      write(all, false);
      // A letter of several bytes may go on in the next piece.
      cut = all;
      output.out().flush();
    }

    private void write(ByteBuffer bytes, boolean last) {
      // Never more letters than bytes, and room for the one that replaces a cut letter.
      CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
      decoder.decode(bytes, text, last);
      String quoted = Json.write(new Text(text.flip().toString()));
      begin();
      output.out().print(quoted.substring(1, quoted.length() - 1));
    }

    private void begin() {
      if (!begun) {
        String head = Json.write(JsonObject.with().put("job_id", job.text()).build());
        output.out().print(head.substring(0, head.length() - 1) + ",\"log\":\"");
        begun = true;
      }
    }

    @Override
    public void skip(long bytes) {
      skipped += bytes;
    }

    @Override
    public boolean isRead() {
      return !output.out().checkError();
    }

    @Override
    public void end() {
      write(cut, true);
      String tail = Json.write(JsonObject.with().put("not_kept_bytes", skipped).build());
      output.out().println("\"," + tail.substring(1));
    }
  }
}

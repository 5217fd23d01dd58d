package c3.agent.script;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes what a script prints, stdout and stderr in one, in order, from one thread.
@FunctionalInterface
public interface OutputSink {
  /// Takes the next bytes; the buffer is used again after the call. While it blocks the script is
  /// held up. When it throws, these bytes are counted as lost and the next ones are offered again.
  void accept(ByteBuffer bytes) throws IOException;
}

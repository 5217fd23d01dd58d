package c3.wire.http;

import java.io.Closeable;

/// The connections of an agent, or of a command that moves files: one JDK `HttpClient`, HTTP/1.1,
/// safe for many threads. Must be closed, or the end of the program waits for it.
public final class BulkHttp implements Closeable {
  /// @param endpoints where the server is, asked before each call
  public BulkHttp(EndpointSource endpoints, HttpLimits limits) {}

  @Override
  public void close() {}
}

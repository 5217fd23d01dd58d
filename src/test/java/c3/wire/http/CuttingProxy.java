package c3.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/// A network that fails on purpose: passes bytes on between clients and a server, and cuts or
/// freezes a connection when it has carried so many of them.
final class CuttingProxy implements AutoCloseable {
  /// How a connection fails.
  ///
  /// @param upBytes how many bytes go to the server
  /// @param downBytes how many come back
  /// @param freeze whether it stands still then, rather than being cut
  record Fault(long upBytes, long downBytes, boolean freeze) {
    static final Fault NONE = new Fault(Long.MAX_VALUE, Long.MAX_VALUE, false);
  }

  private final ServerSocket door;
  private final IntSupplier port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong sentUp = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private volatile int faultsLeft;

  /// @param port where the server is
  CuttingProxy(IntSupplier port) throws IOException {
    this.port = port;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /// The next connections fail so; those after them do not.
  void fail(int count, Fault how) {
    fault = how;
    faultsLeft = count;
  }

  /// How many bytes have gone to the server.
  long sentUp() {
    return sentUp.get();
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        connections.incrementAndGet();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt());
        open.add(client);
        open.add(server);
        Fault how = nextFault();
        threads.execute(() -> pass(client, server, how.upBytes(), how.freeze(), sentUp));
        threads.execute(
            () -> pass(server, client, how.downBytes(), how.freeze(), new AtomicLong()));
      } catch (IOException e) {
        // The proxy is closed, or the server is gone; the client will notice.
      }
    }
  }

  private synchronized Fault nextFault() {
    if (faultsLeft == 0) {
      return Fault.NONE;
    }
    faultsLeft--;
    return fault;
  }

  private static void pass(Socket from, Socket to, long max, boolean freeze, AtomicLong count) {
    byte[] buffer = new byte[16 << 10];
    long left = max;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          break;
        }
        out.write(buffer, 0, n);
        count.addAndGet(n);
        left -= n;
      }
      if (left == 0 && freeze) {
        return;
      }
    } catch (IOException e) {
      // One side has gone; so does the other.
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(CuttingProxy::close);
    threads.close();
  }
}

package c3.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A network between a client and its server that changes one bit of each file that is put, until
/// it is told to stop. It knows a file by its request, which has no body before the server has said
/// that it may come.
final class FlippingProxy implements AutoCloseable {
  private static final int PIECE_BYTES = 1 << 16;
  private static final int FLIPPED_BYTE = 200;

  private final URI server;
  private final ServerSocket socket;
  private volatile boolean flips = true;

  FlippingProxy(URI server) throws IOException {
    this.server = server;
    this.socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Where a client is to look for the server.
  URI url() {
    return URI.create("http://" + server.getHost() + ":" + socket.getLocalPort());
  }

  void mend() {
    flips = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Socket behind = new Socket(server.getHost(), server.getPort());
        Thread.ofVirtual().start(() -> copy(client, behind, true));
        Thread.ofVirtual().start(() -> copy(behind, client, false));
      }
    } catch (IOException e) {
      // Closed, or the server is gone: whoever connects is told by the kernel.
    }
  }

  private void copy(Socket from, Socket to, boolean upwards) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[PIECE_BYTES];
      boolean file = false;
      for (int length = in.read(piece); length > 0; length = in.read(piece)) {
        if (file && flips && length > FLIPPED_BYTE) {
          piece[FLIPPED_BYTE] ^= 1;
        }
        file =
            upwards
                && new String(piece, 0, length, StandardCharsets.ISO_8859_1)
                    .startsWith("PUT /v1/sessions/");
        out.write(piece, 0, length);
      }
    } catch (IOException e) {
      // One of the two has gone: so does the other.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

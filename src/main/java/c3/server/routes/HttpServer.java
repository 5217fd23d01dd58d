package c3.server.routes;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Answers HTTP/1.1 on one port: Jetty, each request on a virtual thread of its own. Begins to
/// listen when it is made; closing it waits a short while for requests in progress.
public final class HttpServer implements Closeable {
  private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
  private static final int THREADS_MAX = 16;

  /// What Jetty reads at once; measured: larger buffers come from outside its pool.
  private static final int INPUT_BUFFER_SIZE = 64 << 10;

  private final Server jetty;
  private final ServerConnector connector;
  private final HttpServerLimits limits;
  private final Shares slots;

  /// Listens. Throws `BindException` when the port is taken.
  public HttpServer(Config config, RouteTable routes, Tokens tokens, RandomGenerator random)
      throws IOException {
    HttpServerLimits limits = config.limits();
    ErrorAnswers errors = new ErrorAnswers(random, limits);
    this.limits = limits;
    slots = new Shares(limits.requestsMax(), limits.requestsEachMax());
    RouteDispatcher dispatcher = new RouteDispatcher(tokens, config, slots, errors);
    jetty = new Server(threads());
    connector = connector(jetty, config);
    jetty.addConnector(connector);
    jetty.addBean(new NetworkConnectionLimit(limits.connectionsMax(), connector));
    jetty.setErrorHandler(new JettyErrors(errors));
    jetty.setHandler(dispatcher.handler(routes));
    start();
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    return threads;
  }

  private static ServerConnector connector(Server jetty, Config config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setInputBufferSize(INPUT_BUFFER_SIZE);
    http.setRequestHeaderSize(config.limits().headerMax());
    HttpConnectionFactory factory = new HttpConnectionFactory(http);
    factory.setInputBufferSize(INPUT_BUFFER_SIZE);
    ServerConnector connector = new ServerConnector(jetty, 1, 1, factory);
    connector.setHost(config.address().getHostString());
    connector.setPort(config.address().getPort());
    connector.setIdleTimeout(config.limits().strangerTime().toMillis());
    return connector;
  }

  private void start() throws IOException {
    try {
      jetty.start();
    } catch (Exception e) {
      stopAfter(e);
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException taken) {
          throw taken;
        }
      }
      throw new IOException("cannot listen at " + connector.getHost(), e);
    }
  }

  /// Ends the threads of a server that did not come up.
  private void stopAfter(Exception failure) {
    try {
      jetty.stop();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  /// The port that it listens at; the one the system chose when 0 was asked for.
  public int port() {
    return connector.getLocalPort();
  }

  /// Waits for requests in progress, though not longer than `HttpServerLimits.stopTime`, and not
  /// for connections on which nothing goes on. Calls that wait for something are to be ended first.
  @Override
  public void close() throws IOException {
    try {
      connector.setAccepting(false);
      if (!slots.close(limits.stopTime())) {
        LOG.log(System.Logger.Level.DEBUG, "requests in progress are cut");
      }
      jetty.stop();
    } catch (Exception e) {
      throw new IOException("the HTTP server did not stop", e);
    }
  }

  /// How to listen.
  ///
  /// @param address host and port; port 0 for any free one
  /// @param build the twelve hex digits of the program's jar
  public record Config(InetSocketAddress address, String build, HttpServerLimits limits) {}
}

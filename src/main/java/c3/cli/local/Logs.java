package c3.cli.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Where a long-lived process writes what it has to say: one line each, appended to a file that is
/// put aside as `<name>.1` when it has grown to 16 MiB.
public final class Logs extends Handler {
  private static final long SIZE_MAX = 16L << 20;

  /// Libraries whose every step is of no interest; what goes wrong is. Held here, since a logger
  /// that nobody holds is collected, and its level with it.
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.eclipse.jetty"), Logger.getLogger("com.zaxxer.hikari"));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final SimpleFormatter messages = new SimpleFormatter();

  private Logs(Path file) {
    this.file = file;
  }

  /// From now on nothing that a library logs is shown: a command says itself what went wrong.
  public static void silence() {
    LogManager.getLogManager().reset();
  }

  /// From now on everything that is logged in this process goes to this file.
  static void to(Path file) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new Logs(file));
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  /// Puts a log aside that has grown too long.
  static void putAside(Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) > SIZE_MAX) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    StringBuilder line = new StringBuilder(TIME.format(entry.getInstant()));
    line.append(' ').append(entry.getLevel()).append(' ');
    line.append(messages.formatMessage(entry).replace("\n", "\n  ")).append('\n');
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    try {
      putAside(file);
      Files.writeString(
          file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      reportError("cannot write " + file, e, ErrorManager.WRITE_FAILURE);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

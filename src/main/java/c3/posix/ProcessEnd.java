package c3.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a process that is not a child of this one has ended.
public final class ProcessEnd {
  private ProcessEnd() {}

  /// Whether it has. One counts that its parent has yet to take note of (a zombie): it does nothing
  /// and holds nothing, and where nobody takes note it stays for ever.
  public static boolean of(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
      // Behind the program's name, which may hold anything but ends with the last bracket.
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return true;
    }
  }
}

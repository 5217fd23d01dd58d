package c3.cli;

import c3.json.Json;
import java.io.IOException;
import java.net.URI;

/// What is begun ahead of need, so that a quick command has it when it gets there.
final class Ahead {
  private Ahead() {}

  /// Turns off what the parser of command lines would look for and no command of c3 uses: a class
  /// of Groovy's in the jar, and how to read a `java.sql.Time`. Then begins on another core what
  /// nearly all commands come to: the first JSON has constants made for the longest decimal
  /// numbers, and the first URL has the whole jar searched for protocols.
  static void begin() {
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java.*");
    Thread.ofPlatform().daemon().name("ahead").start(Ahead::load);
  }

  private static void load() {
    try {
      Json.readValue("0");
      URI.create("http://localhost/").toURL();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

package c3.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Python packages made on the spot, so that uv needs no network.
final class Wheels {
  private Wheels() {}

  /// Writes a wheel with one module; what it lacks of a real one, uv does not ask for.
  static void write(Path folder, String name, String source) throws IOException {
    Files.createDirectories(folder);
    String info = name + "-1.0.dist-info/";
    try (OutputStream file = Files.newOutputStream(folder.resolve(name + "-1.0-py3-none-any.whl"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      add(zip, name + ".py", source);
      add(zip, info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: 1.0\n");
      add(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      add(zip, info + "RECORD", name + ".py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n");
    }
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}

package c3.project;

import c3.model.C3Exception;
import c3.project.yaml.Spot;
import c3.project.yaml.Yaml;
import c3.project.yaml.Yaml.Mapping;
import c3.project.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads a YAML file that a person wrote: UTF-8 text of bounded size.
final class YamlFile {
  private static final int SIZE_BYTES_MAX = 1 << 20;

  private YamlFile() {}

  /// What the file holds, no fields when that is nothing. Throws `C3Exception` INVALID that names
  /// the place.
  ///
  /// @param name what to call the file in errors
  static Yaml read(Path file, String name) throws IOException {
    Yaml nothing = new Mapping(new Spot(name, 0), List.of());
    return YamlReader.read(name, text(bytes(file, name), name)).orElse(nothing);
  }

  private static byte[] bytes(Path file, String name) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SIZE_BYTES_MAX + 1);
    } catch (AccessDeniedException e) {
      throw new Spot(name, 0).wrong("the file may not be read");
    }
    if (bytes.length > SIZE_BYTES_MAX) {
      throw new Spot(name, 0).wrong("the file is larger than 1 MiB");
    }
    return bytes;
  }

  private static String text(byte[] bytes, String name) throws C3Exception {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Spot(name, 0).wrong("the file is not UTF-8 text");
    }
  }
}

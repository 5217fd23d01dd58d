package c3;

import c3.json.JsonShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The table in docs/api.md of what commands print with `--json`.
public final class PrintedShapes {
  private static final String TITLE = "## What --json prints";

  private PrintedShapes() {}

  /// The shape of each command, such as `data cp` or `data cp to a dataset`, in the table's order.
  public static Map<String, JsonShape> documented() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("docs/api.md")).stream()
            .dropWhile(Predicate.not(TITLE::equals))
            .filter(line -> line.startsWith("| `"))
            .toList();
    Map<String, JsonShape> shapes = new LinkedHashMap<>();
    for (String line : lines) {
      String[] cells = line.split(" ?\\| ?", -1);
      JsonShape shape = JsonShape.of(cells[2].replace("`", ""));
      for (String command : cells[1].replace("`", "").split(", ", -1)) {
        if (shapes.put(command, shape) != null) {
          throw new IllegalStateException(command + " stands twice in docs/api.md");
        }
      }
    }
    return shapes;
  }
}

package c3;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.ErrorCode;
import c3.wire.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// docs/api.md names every route and every error code there is.
class ApiDocumentTest {
  private static String document() throws IOException {
    return Files.readString(Path.of("docs/api.md"));
  }

  @Test
  void namesEveryRoute() throws IOException {
    assertThat(document())
        .contains(
            Arrays.stream(Route.values())
                .map(route -> "| `" + route.method() + " " + route.template() + "` |")
                .toList());
  }

  @Test
  void namesEveryErrorCodeWithItsStatus() throws IOException {
    assertThat(document())
        .contains(
            Arrays.stream(ErrorCode.values())
                .map(code -> "| `" + code + "` | " + code.httpStatus() + " |")
                .toList());
  }
}

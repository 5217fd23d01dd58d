package c3.catalog;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every part of a catalog keeps is tried on a fresh one, whose invariants hold at the end.
abstract class CatalogContract {
  protected Stage stage;

  /// A fresh catalog.
  protected abstract Stage stage() throws IOException;

  @BeforeEach
  void openStage() throws IOException {
    stage = stage();
  }

  @AfterEach
  void closeStage() throws IOException {
    stage.backdoor().checkInvariants();
    stage.close();
  }
}

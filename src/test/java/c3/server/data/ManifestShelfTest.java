package c3.server.data;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.view.ManifestTree.Node;
import c3.wire.message.Listing.Item;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestShelfTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void showsWhetherAFileChangedWhileItWasRead(boolean changed) {
    Entry.File file =
        new Entry.File(EntryPath.of("a/log"), 3, false, 1_000_000_000, Digest.EMPTY, changed);

    assertThat(ManifestShelf.item(new Node.Leaf(file)))
        .isInstanceOfSatisfying(
            Item.File.class, item -> assertThat(item.changed()).isEqualTo(changed));
  }
}

package c3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.Digest;
import c3.object.ObjectStore.Found;
import c3.object.ObjectStore.Publication;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every `ObjectStore` promises.
public abstract class ObjectStoreContract {
  private int drafts;

  /// A store with nothing in it; the same one each time within a test.
  protected abstract ObjectStore store() throws IOException;

  /// A directory on the store's own disk for drafts.
  protected abstract Path draftFolder() throws IOException;

  @Test
  void readsBackWhatWasPublished() throws IOException {
    ObjectKey key = publish("some bytes", 1);
    assertThat(read(key, 0, 10)).isEqualTo("some bytes");
    assertThat(read(key, 5, 5)).isEqualTo("bytes");
    assertThat(read(key, 5, 2)).isEqualTo("by");
    assertThat(read(key, 10, 0)).isEmpty();
  }

  @Test
  void takesDraftsAway() throws IOException {
    Publication draft = draft("gone afterwards", 1);
    store().publish(List.of(draft));
    assertThat(draft.draft()).doesNotExist();
  }

  @Test
  void publishesManyAtOnce() throws IOException {
    List<Publication> drafts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      drafts.add(draft("object " + i, i + 1));
    }
    store().publish(drafts);
    for (int i = 0; i < 300; i += 37) {
      ObjectKey key = drafts.get(i).key();
      assertThat(read(key, 0, ("object " + i).length())).isEqualTo("object " + i);
    }
    try (Stream<Found> found = store().list()) {
      assertThat(found.map(Found::key))
          .containsExactlyInAnyOrderElementsOf(drafts.stream().map(Publication::key).toList());
    }
  }

  @Test
  void publishingAgainSucceeds() throws IOException {
    Publication draft = draft("once", 1);
    store().publish(List.of(draft));
    store().publish(List.of(draft, draft("another", 2)));
    assertThat(read(draft.key(), 0, 4)).isEqualTo("once");
  }

  @Test
  void neverReplacesAnObject() throws IOException {
    ObjectKey key = publish("the first", 1);
    Path other = Files.writeString(draftFolder().resolve("other"), "the second");
    assertThatThrownBy(() -> store().publish(List.of(new Publication(other, key))))
        .isInstanceOf(IOException.class);
    assertThat(read(key, 0, 9)).isEqualTo("the first");
  }

  @Test
  void refusesADraftThatIsNotThere() throws IOException {
    Publication draft = draft("lost", 1);
    Files.delete(draft.draft());
    assertThatThrownBy(() -> store().publish(List.of(draft))).isInstanceOf(IOException.class);
  }

  @Test
  void reportsAnAbsentObject() throws IOException {
    ObjectKey key = key("never there", 1);
    assertThatThrownBy(() -> store().open(key, 0, 1)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void reportsAnObjectThatIsTooShort() throws IOException {
    ObjectKey key = publish("short", 1);
    assertThatThrownBy(() -> store().open(key, 0, 6)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> store().open(key, 7, 1)).isInstanceOf(EOFException.class);
  }

  @Test
  void deletesAndDeletesAgain() throws IOException {
    ObjectKey key = publish("to be deleted", 1);
    final ObjectKey other = publish("to be kept", 2);
    store().delete(List.of(key));
    store().delete(List.of(key, key("never there", 3)));
    assertThatThrownBy(() -> store().open(key, 0, 1)).isInstanceOf(NoSuchFileException.class);
    try (Stream<Found> found = store().list()) {
      assertThat(found).containsExactly(new Found(other, 10));
    }
  }

  @Test
  void anEmptyStoreListsNothing() throws IOException {
    try (Stream<Found> found = store().list()) {
      assertThat(found).isEmpty();
    }
  }

  @Test
  void keepsTheSameBytesUnderTwoNames() throws IOException {
    ObjectKey first = publish("twice", 1);
    ObjectKey second = publish("twice", 2);
    store().delete(List.of(first));
    assertThat(read(second, 0, 5)).isEqualTo("twice");
  }

  protected final ObjectKey publish(String content, long generation) throws IOException {
    Publication draft = draft(content, generation);
    store().publish(List.of(draft));
    return draft.key();
  }

  protected final Publication draft(String content, long generation) throws IOException {
    drafts++;
    Path file = Files.writeString(draftFolder().resolve("draft" + drafts), content);
    return new Publication(file, key(content, generation));
  }

  protected static ObjectKey key(String content, long generation) {
    Digest digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
    return new ObjectKey(ObjectKey.Kind.WHOLE, digest, generation);
  }

  private String read(ObjectKey key, long offset, long length) throws IOException {
    try (InputStream in = store().open(key, offset, length)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

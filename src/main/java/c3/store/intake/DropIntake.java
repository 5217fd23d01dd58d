package c3.store.intake;

import c3.model.Digest;
import c3.posix.FileStatus;
import c3.store.BlobCorrupt;
import c3.store.DropFolder;
import c3.store.HandOver.Result;
import c3.store.format.BundleReader;
import c3.store.format.SealedBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Takes files that were linked into the session's folder, without copying a byte:
///
/// 1. the kernel vouches that nobody can write to the file; it becomes read-only;
/// 2. it is hashed while the disk writes what is not on it yet, many files side by side;
/// 3. it is forced, and whoever wanted to write meanwhile is noticed;
/// 4. all that passed are published together, under the names they were dropped by.
///
/// What does not pass is to be sent instead. The same user means the same trust as the store: this
/// guards against processes that were left behind, not against malice.
final class DropIntake implements DropFolder {
  private final SessionGround ground;
  private final BundleIntake bundles;
  private final String nonce;
  private final int owner;

  DropIntake(SessionGround ground, BundleIntake bundles) throws IOException {
    this.ground = ground;
    this.bundles = bundles;
    this.nonce = ground.folder().nonce();
    this.owner = FileStatus.of(path()).owner();
  }

  @Override
  public Path path() {
    return ground.folder().path();
  }

  @Override
  public String nonce() {
    return nonce;
  }

  @Override
  public List<Result> takeFiles(List<Drop> drops) throws IOException {
    if (drops.size() > ground.store().limits().objectsPerBatchMax()) {
      throw new IllegalArgumentException("too many files in one call: " + drops.size());
    }
    List<Future<Result>> hashed = new ArrayList<>(drops.size());
    for (Drop drop : drops) {
      hashed.add(ground.store().workers().submit(() -> take(drop)));
    }
    List<Result> results = new ArrayList<>(drops.size());
    List<Draft> drafts = new ArrayList<>(drops.size());
    for (int i = 0; i < drops.size(); i++) {
      Result result = outcome(hashed.get(i));
      results.add(result);
      if (result instanceof Result.Taken(Digest digest, long size) && size > 0) {
        drafts.add(Draft.whole(file(drops.get(i)), digest, size));
      }
    }
    ground.failure().run(() -> ground.publisher().publish(drafts));
    return List.copyOf(results);
  }

  private Path file(Drop drop) {
    return path().resolve(drop.name().toString());
  }

  private Result take(Drop drop) {
    try (LeasedDraft draft = lease(drop)) {
      draft.startWriteBack();
      Digest digest = draft.hash(ByteBuffer.allocateDirect(ground.pieceBytes()));
      draft.force();
      return new Result.Taken(digest, draft.sizeBytes());
    } catch (IOException e) {
      return new Result.SendInstead(String.valueOf(e.getMessage()));
    }
  }

  private LeasedDraft lease(Drop drop) throws IOException {
    return LeasedDraft.take(file(drop), ground.store().disk(), drop.sizeBytes(), owner);
  }

  private static Result outcome(Future<Result> hashed) throws IOException {
    try {
      return hashed.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while files were taken over", e);
    } catch (ExecutionException e) {
      throw new IOException("a file could not be taken over", e.getCause());
    }
  }

  @Override
  public boolean takeBundle(Drop drop, Digest sha256) throws IOException {
    SealedBundle sealed;
    try (LeasedDraft draft = lease(drop)) {
      draft.startWriteBack();
      sealed = new BundleReader(ground.store().limits()).verify(draft.file(), sha256);
      draft.force();
    } catch (BlobCorrupt e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
    ground.failure().run(() -> ground.publisher().publish(List.of(Draft.bundle(sealed))));
    bundles.remember(sha256);
    return true;
  }
}

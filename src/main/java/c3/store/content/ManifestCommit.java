package c3.store.content;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.Lookup;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.SessionId;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobRanges;
import c3.store.BlobStore.Range;
import c3.store.format.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Prepares the commit of a manifest that was put like any other blob. What it says is taken from
/// its stored bytes and from nobody's word:
///
/// 1. its bytes are what its digest says;
/// 2. it is a manifest from its first line to its footer, and gives each file the size that its
///    blob has. That is found while the catalog looks up what the manifest names, in one reading;
///    while it looks up a batch, the next one is read.
///
/// The catalog then commits it, if the session holds everything that it names. Repeatable. Memory
/// does not grow with the manifest.
public final class ManifestCommit {
  private static final int BATCH_MAX = 4_096;

  private final ContentStore store;

  public ManifestCommit(ContentStore store) {
    this.store = store;
  }

  /// What to commit.
  ///
  /// @param account whose session it is
  /// @param session what holds the manifest and everything that it names
  public record Request(AccountId account, SessionId session, Digest manifest) {}

  /// What is to be committed when this manifest is. Throws `BlobMissing` when the account does not
  /// possess the manifest's own blob or it is damaged, `BlobCorrupt` when it has no manifest's
  /// footer, and `C3Exception` NOT_FOUND when the account has no such session. Its files, once
  /// checked, throw `BlobCorrupt` when it is no manifest, and `C3Exception` INVALID when it gives a
  /// file another size than its blob has.
  public Commit prepared(Request request, ManifestKind kind) throws IOException {
    requireSession(request);
    AccountStore blobs = store.as(request.account());
    verify(blobs, request.manifest());
    ManifestReader reader =
        new ManifestReader(BlobRanges.of(blobs, request.manifest()), request.manifest());
    return new Commit(
        request.session(), kind, reader.summary(), lookup -> new Sizes(lookup).check(reader));
  }

  private void requireSession(Request request) throws IOException {
    boolean own =
        store
            .catalog()
            .sessions()
            .find(request.session())
            .map(Session::account)
            .filter(request.account()::equals)
            .isPresent();
    if (!own) {
      throw new C3Exception(ErrorCode.NOT_FOUND, "there is no session " + request.session());
    }
  }

  /// Reads all of the manifest for its digest alone, since ranges are not verified.
  private static void verify(AccountStore blobs, Digest manifest) throws IOException {
    try (InputStream whole = blobs.read(manifest, Range.ALL)) {
      whole.transferTo(OutputStream.nullOutputStream());
    } catch (BlobCorrupt e) {
      // As good as missing: it is marked, and whoever is asked for it again brings it anew.
      throw (BlobMissing) new BlobMissing(manifest).causedBy(e);
    }
  }

  /// Compares what a manifest says of files' sizes with the blobs, many at a time.
  private final class Sizes {
    private final Lookup lookup;
    private final int batchMax = Math.min(BATCH_MAX, store.limits().digestsPerCallMax());
    private List<Entry.File> files = new ArrayList<>();
    private final OneBehind behind = new OneBehind();

    Sizes(Lookup lookup) {
      this.lookup = lookup;
    }

    void check(ManifestReader reader) throws IOException {
      try {
        reader.forEach(entry -> {
          if (entry instanceof Entry.File file) {
            add(file);
          }
        });
        compareBehind();
      } finally {
        behind.await();
      }
    }

    private void add(Entry.File file) throws IOException {
      files.add(file);
      if (files.size() >= batchMax) {
        compareBehind();
      }
    }

    private void compareBehind() throws IOException {
      List<Entry.File> batch = files;
      files = new ArrayList<>(batch.size());
      behind.begin(() -> compare(batch));
    }

    /// Blobs that are not there are the catalog's to name, also when the manifest gives one two
    /// sizes: that is said once it is there.
    private void compare(List<Entry.File> batch) throws IOException {
      List<Digest> digests = new ArrayList<>(batch.size());
      for (Entry.File file : batch) {
        digests.add(file.digest());
      }
      long[] sizes = lookup.sizes(digests);
      for (int i = 0; i < batch.size(); i++) {
        Entry.File file = batch.get(i);
        if (sizes[i] != file.sizeBytes() && sizes[i] != Lookup.UNKNOWN_BYTES) {
          throw wrong(file);
        }
      }
    }

    private C3Exception wrong(Entry.File file) {
      return new C3Exception(
          ErrorCode.INVALID,
          "the manifest says that %s has %d bytes; its content has another size"
              .formatted(file.path(), file.sizeBytes()));
    }
  }
}

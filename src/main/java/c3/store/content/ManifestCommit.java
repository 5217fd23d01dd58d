package c3.store.content;

import c3.catalog.BlobCatalog.Place;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.ErrorCode;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.SessionId;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import c3.store.BlobRanges;
import c3.store.BlobStore.Range;
import c3.store.format.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/// Prepares the commit of a manifest that was put like any other blob. What it says is taken from
/// its stored bytes and from nobody's word:
///
/// 1. its bytes are what its digest says;
/// 2. it is a manifest from its first line to its footer, and gives each file the size that its
///    blob has.
///
/// The catalog then commits it, if the session holds everything that it names. Repeatable. Memory
/// does not grow with the manifest.
public final class ManifestCommit {
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
  /// possess the manifest's own blob or it is damaged, `BlobCorrupt` when it is no manifest, and
  /// `C3Exception` NOT_FOUND when the account has no such session.
  public Commit prepared(Request request, ManifestKind kind) throws IOException {
    requireSession(request);
    return commit(request, kind, verified(request));
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

  /// Reads all of the manifest twice: once for its digest, since ranges are not verified, and once
  /// for what it says.
  private ManifestSummary verified(Request request) throws IOException {
    AccountStore blobs = store.as(request.account());
    try (InputStream whole = blobs.read(request.manifest(), Range.ALL)) {
      whole.transferTo(OutputStream.nullOutputStream());
    } catch (BlobCorrupt e) {
      // As good as missing: it is marked, and whoever is asked for it again brings it anew.
      throw (BlobMissing) new BlobMissing(request.manifest()).causedBy(e);
    }
    ManifestReader reader = reader(request);
    Sizes sizes = new Sizes(request);
    reader.forEach(entry -> {
      if (entry instanceof Entry.File file) {
        sizes.add(file);
      }
    });
    sizes.check();
    return reader.summary();
  }

  private ManifestReader reader(Request request) throws IOException {
    AccountStore blobs = store.as(request.account());
    return new ManifestReader(BlobRanges.of(blobs, request.manifest()), request.manifest());
  }

  private Commit commit(Request request, ManifestKind kind, ManifestSummary summary) {
    return new Commit(
        request.session(),
        kind,
        summary,
        batches -> {
          ManifestReader reader = reader(request);
          for (int i = 0; i < reader.frames(); i++) {
            batches.accept(
                reader.frame(i).stream()
                    .filter(Entry.File.class::isInstance)
                    .map(entry -> ((Entry.File) entry).digest())
                    .distinct()
                    .toList());
          }
        });
  }

  /// Compares what a manifest says of files' sizes with the blobs, many at a time.
  private final class Sizes {
    private final Request request;
    private final Map<Digest, Entry.File> files = new HashMap<>();

    Sizes(Request request) {
      this.request = request;
    }

    void add(Entry.File file) throws IOException {
      Entry.File before = files.putIfAbsent(file.digest(), file);
      if (before != null && before.sizeBytes() != file.sizeBytes()) {
        throw wrong(file);
      }
      if (files.size() >= store.limits().digestsPerCallMax()) {
        check();
      }
    }

    /// Blobs that are not there are the catalog's to name.
    void check() throws IOException {
      Map<Digest, Place> places = store.catalog().blobs().locate(request.account(), files.keySet());
      for (Entry.File file : files.values()) {
        Place place = places.get(file.digest());
        long size = place == null ? file.sizeBytes() : place.extent().sizeBytes();
        boolean emptyIsEmpty = !file.digest().equals(Digest.EMPTY) || file.sizeBytes() == 0;
        if (size != file.sizeBytes() || !emptyIsEmpty) {
          throw wrong(file);
        }
      }
      files.clear();
    }

    private C3Exception wrong(Entry.File file) {
      return new C3Exception(
          ErrorCode.INVALID,
          "the manifest says that %s has %d bytes; its content has another size"
              .formatted(file.path(), file.sizeBytes()));
    }
  }
}

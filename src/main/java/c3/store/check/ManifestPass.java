package c3.store.check;

import c3.catalog.BlobCatalog.Place;
import c3.catalog.ManifestCatalog.Committed;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.store.BlobRanges;
import c3.store.BlobStore.Range;
import c3.store.content.AccountStore;
import c3.store.content.ContentStore;
import c3.store.format.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one manifest and compares it with its row and with the blobs that it names.
final class ManifestPass {
  private final ContentStore store;
  private final Findings findings;
  private final Committed row;
  private final List<Entry.File> batch = new ArrayList<>();
  private long[] names = new long[1_024];
  private int count;
  private Optional<DataNames> paths = Optional.empty();

  ManifestPass(ContentStore store, Findings findings, Committed row) {
    this.store = store;
    this.findings = findings;
    this.row = row;
  }

  void run() throws IOException {
    Digest digest = row.manifest().digest();
    AccountStore blobs = store.as(row.account());
    try {
      try (InputStream whole = blobs.read(digest, Range.ALL)) {
        whole.transferTo(OutputStream.nullOutputStream());
      }
      ManifestReader reader = new ManifestReader(BlobRanges.of(blobs, digest), digest);
      reader.forEach(this::entry);
      batch();
      compare(reader);
    } catch (C3Exception e) {
      unreadable(e);
    }
  }

  /// None of its files can be found.
  private void unreadable(C3Exception why) throws IOException {
    Digest digest = row.manifest().digest();
    String all = "all of " + path(EntryPath.ROOT);
    Optional<Place> damaged =
        Optional.ofNullable(places(List.of(digest)).get(digest)).filter(findings::isDamaged);
    if (damaged.isPresent()) {
      findings.hits(damaged.get(), all);
    } else {
      findings.add(
          new Finding(
              Finding.Kind.FILE,
              "the list of files " + digest + " cannot be read: " + why.message(),
              true,
              List.of(all),
              0));
    }
  }

  private void compare(ManifestReader reader) {
    if (!reader.summary().equals(row.manifest())) {
      findings.add(
          Finding.of(
              Finding.Kind.MANIFEST,
              "manifest %s lists %d files and %d bytes; its row says %d and %d"
                  .formatted(
                      row.manifest().digest(),
                      reader.summary().files(),
                      reader.summary().bytes(),
                      row.manifest().files(),
                      row.manifest().bytes())));
    }
    long distinct = Arrays.stream(names, 0, count).distinct().count();
    if (distinct != row.blobs()) {
      findings.add(
          Finding.of(
              Finding.Kind.MANIFEST,
              "manifest %s names %d contents; its row keeps %d, so that the rest may be swept"
                  .formatted(row.manifest().digest(), distinct, row.blobs())));
    }
  }

  private void entry(Entry entry) throws IOException {
    if (entry instanceof Entry.File file && !file.digest().equals(Digest.EMPTY)) {
      if (count == names.length) {
        names = Arrays.copyOf(names, Math.multiplyExact(2, count));
      }
      // 64 bits of a digest tell two contents of one manifest apart.
      names[count++] = file.digest().first();
      batch.add(file);
      if (batch.size() == store.limits().digestsPerCallMax()) {
        batch();
      }
    }
  }

  private void batch() throws IOException {
    Map<Digest, Place> places = places(batch.stream().map(Entry.File::digest).distinct().toList());
    for (Entry.File file : batch) {
      Place place = places.get(file.digest());
      if (place == null) {
        findings.add(
            new Finding(
                Finding.Kind.FILE,
                "blob " + file.digest() + " is not in the catalog",
                true,
                List.of(path(file.path())),
                0));
      } else if (findings.isDamaged(place)) {
        findings.hits(place, path(file.path()));
      }
    }
    batch.clear();
  }

  /// What people call a file; looked up once, and only where something is wrong.
  private String path(EntryPath file) throws IOException {
    if (paths.isEmpty()) {
      paths = Optional.of(DataNames.of(store.catalog(), row));
    }
    return paths.get().path(file);
  }

  private Map<Digest, Place> places(List<Digest> digests) throws IOException {
    return store.catalog().blobs().locate(row.account(), digests);
  }
}

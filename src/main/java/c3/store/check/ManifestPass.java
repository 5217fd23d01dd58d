package c3.store.check;

import c3.catalog.ManifestCatalog.Committed;
import c3.model.Digest;
import c3.model.Entry;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
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
import java.util.Set;

/// Reads one manifest and compares it with its row and with the blobs that it names.
final class ManifestPass {
  private final ContentStore store;
  private final Findings findings;
  private final Committed row;
  private final List<Entry.File> batch = new ArrayList<>();
  private long[] names = new long[1_024];
  private int count;

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
    } catch (BlobCorrupt | BlobMissing e) {
      findings.add(
          Finding.Kind.FILE,
          "manifest "
              + digest
              + " cannot be read, so none of its files can be found: "
              + e.message(),
          true);
    }
  }

  private void compare(ManifestReader reader) {
    if (!reader.summary().equals(row.manifest())) {
      findings.add(
          Finding.Kind.MANIFEST,
          "manifest %s lists %d files and %d bytes; its row says %d and %d"
              .formatted(
                  row.manifest().digest(),
                  reader.summary().files(),
                  reader.summary().bytes(),
                  row.manifest().files(),
                  row.manifest().bytes()),
          false);
    }
    long distinct = Arrays.stream(names, 0, count).distinct().count();
    if (distinct != row.blobs()) {
      findings.add(
          Finding.Kind.MANIFEST,
          "manifest %s names %d contents; its row keeps %d, so that the rest may be swept"
              .formatted(row.manifest().digest(), distinct, row.blobs()),
          false);
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
    Set<Digest> there =
        store
            .catalog()
            .blobs()
            .locate(row.account(), batch.stream().map(Entry.File::digest).distinct().toList())
            .keySet();
    for (Entry.File file : batch) {
      if (!there.contains(file.digest())) {
        lost(file, "is not in the catalog");
      } else if (findings.isDamaged(file.digest())) {
        lost(file, "is damaged");
      }
    }
    batch.clear();
  }

  private void lost(Entry.File file, String why) {
    findings.add(
        Finding.Kind.FILE,
        "%s of manifest %s is lost: its content %s %s"
            .formatted(file.path(), row.manifest().digest(), file.digest(), why),
        true);
  }
}

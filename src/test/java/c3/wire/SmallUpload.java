package c3.wire;

import c3.model.Digest;
import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.format.BundleWriter;
import c3.store.format.ManifestWriter;
import c3.wire.message.FinishRequest.Artifacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Uploads a few small files, up to the commit, in one bundle.
public final class SmallUpload {
  private static final int BLOB = 0;
  private static final int MANIFEST = 3;

  private SmallUpload() {}

  /// Puts the files, by path and content, and their manifest. A path that ends in a slash is an
  /// empty directory.
  public static Artifacts upload(BlobStore blobs, SessionRequest request, Map<String, String> files)
      throws IOException {
    Path folder = Files.createTempDirectory("upload");
    Path file = folder.resolve("bundle");
    try (BundleWriter bundle = new BundleWriter(file, UUID.randomUUID(), Limits.STANDARD)) {
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<EntryPath, String> one : sorted(files).entrySet()) {
        entries.add(put(bundle, one.getKey(), one.getValue(), files));
      }
      byte[] manifest = manifest(entries);
      bundle.append(Digest.of(manifest), ByteBuffer.wrap(manifest), MANIFEST);
      UploadSession session = blobs.open(request);
      session.putBundle(bundle.seal());
      return new Artifacts(session.id(), Digest.of(manifest));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static Map<EntryPath, String> sorted(Map<String, String> files) {
    Map<EntryPath, String> sorted = new TreeMap<>();
    files.forEach((path, content) -> sorted.put(EntryPath.of(path.replaceAll("/$", "")), content));
    return sorted;
  }

  private static Entry put(
      BundleWriter bundle, EntryPath path, String content, Map<String, String> files)
      throws IOException {
    if (files.containsKey(path + "/")) {
      return new Entry.Directory(path);
    }
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(bytes);
    if (bytes.length > 0) {
      bundle.append(digest, ByteBuffer.wrap(bytes), BLOB);
    }
    return new Entry.File(path, bytes.length, false, 1_769_000_000_123_456_789L, digest, false);
  }

  private static byte[] manifest(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(bytes)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      writer.finish();
    }
    return bytes.toByteArray();
  }
}

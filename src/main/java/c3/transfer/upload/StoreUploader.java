package c3.transfer.upload;

import c3.collect.Collector;
import c3.model.Limits;
import c3.store.BlobStore;
import c3.store.HandOver;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.transfer.Progress;
import c3.transfer.UploadResult;
import c3.transfer.Uploader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Uploads directories. Five stages work at the same time, each a bounded number of files ahead of
/// the next, in the order of the manifest:
///
/// 1. the walk gathers batches;
/// 2. the small files of a batch are read and hashed, several at a time, but for those that look as
///    they did when an earlier upload has read them (see `KnownFiles`);
/// 3. the store is asked which contents of the small and the known files it lacks (see
///    `LackingBlobs`);
/// 4. those of small files go into bundles, each content once, in path order; large files are
///    stored by themselves (see `LargeFiles`); then the batch's entries are written to the
///    manifest, which lies in the spool;
/// 5. full bundles are put, by link where the store shares the disk, otherwise sent.
///
/// When the walk is over, the manifest is put like any blob, and the last bundle. What was put
/// before a failure is found by the next try and not sent again; nothing is left in the spool.
/// Bytes are hashed as they are read, and the store verifies them under that digest, so that a file
/// that changes meanwhile is stored as one of its states or, marked, as a mixture, but never under
/// a wrong name. A file that vanishes between walk and read is left out with a warning: it would
/// not have been found a moment later. The session is left open, whatever the end; it is kept from
/// expiring while this works. An interrupt breaks the upload off.
public final class StoreUploader implements Uploader {
  private final BlobStore blobs;
  private final Collector collector;
  private final Limits limits;
  private final UploadSettings settings;

  public StoreUploader(
      BlobStore blobs, Collector collector, Limits limits, UploadSettings settings) {
    this.blobs = blobs;
    this.collector = collector;
    this.limits = limits;
    this.settings = settings;
  }

  @Override
  public UploadResult upload(SessionRequest request, List<Collector.Root> roots, Progress progress)
      throws IOException {
    UploadSession session = blobs.open(request);
    Optional<HandOver> handOver = session.handOver();
    try (Spool spool = new Spool(settings.spool(), settings.names());
        KnownFiles known = KnownFiles.of(settings, roots);
        Heartbeat _ = new Heartbeat(session, limits.sessionTime(), settings.threads().factory())) {
      Transit transit = new Transit(session, spool, limits, settings.threads());
      Optional<LinkedFiles> linked =
          settings.owner() == UploadSettings.Owner.C3
              ? handOver.map(taker -> new LinkedFiles(taker, transit, progress))
              : Optional.empty();
      Optional<HandOver> ofSpool = handOver.filter(taker -> taker.reaches(settings.spool()));
      try (LargeFiles large = new LargeFiles(transit, ofSpool, linked, progress);
          BundleSender bundles = new BundleSender(transit, ofSpool);
          ManifestSpool manifest = new ManifestSpool(transit, ofSpool);
          Upload upload =
              new Upload(
                  new BatchStore(bundles, large, manifest, known, transit, progress),
                  known,
                  transit,
                  progress)) {
        return upload.run(collector, roots);
      }
    }
  }
}

package c3.store.read;

import c3.catalog.BlobCatalog;
import c3.catalog.BlobCatalog.Spot;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/// Has the catalog remember which blobs are damaged, so that the next upload of the same content
/// brings them anew. Never throws: who reads a damaged blob is to hear of that, whatever else goes
/// wrong.
///
/// A disk that cannot be read is no damage. EIO and EACCES say nothing about the bytes, and a cable
/// or a `chmod` makes them readable again; a blob that was marked for it would be refused to
/// everybody until somebody had its content to send.
public final class Damages implements DamageListener {
  private static final System.Logger LOG = System.getLogger(Damages.class.getName());

  private final BlobCatalog rows;

  public Damages(BlobCatalog rows) {
    this.rows = rows;
  }

  @Override
  public void blob(Spot damaged) {
    blobs(List.of(damaged));
  }

  /// The same of many, in one transaction.
  void blobs(Collection<Spot> damaged) {
    mark("damaged on the disk: " + damaged, () -> rows.markBad(damaged));
  }

  @Override
  public void object(long gone) {
    mark("gone from the disk: object number " + gone, () -> rows.markGone(gone));
  }

  private interface Mark {
    void make() throws IOException;
  }

  private static void mark(String what, Mark mark) {
    try {
      mark.make();
      LOG.log(System.Logger.Level.WARNING, what + "; run c3 check");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, what + ", which could not be noted", e);
    }
  }
}

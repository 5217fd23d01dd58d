package c3.store.read;

import c3.catalog.BlobCatalog.Spot;

/// Hears of stored bytes that are not what they should be, before whoever reads them does.
public interface DamageListener {
  /// A blob's bytes, where it lies, are not what its name says.
  void blob(Spot damaged);

  /// The file of an object is gone, and with it every blob that lies in it.
  void object(long gone);
}

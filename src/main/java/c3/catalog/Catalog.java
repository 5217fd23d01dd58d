package c3.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Every fact c3 knows, in one database. Each method of its parts is one transaction: atomic,
/// durable when it returns, safe for many threads. A database that fails throws `IOException`. A
/// job's spec is kept as text that the catalog never reads, and the bytes of blobs never come here.
public interface Catalog extends Closeable {
  /// Uploads in progress and what they hold.
  SessionCatalog sessions();

  /// Blobs, and the objects they lie in.
  BlobCatalog blobs();

  /// What is committed: jobs' artifacts, datasets' versions and workspaces.
  ManifestCatalog manifests();

  /// Datasets and their versions.
  DatasetCatalog datasets();

  /// Jobs and their transitions.
  JobCatalog jobs();

  /// Accounts, and what each may keep and run.
  AccountCatalog accounts();

  /// The keys that open accounts.
  KeyCatalog keys();

  /// Who may do what in which project.
  ProjectCatalog projects();

  /// What the database finds wrong with itself, each in one line, at most 20: its pages, its
  /// indexes and what its rows name. Empty when nothing is. Reads all of it.
  List<String> faults() throws IOException;

  @Override
  void close() throws IOException;
}

package c3.catalog.sql;

import c3.catalog.AccountCatalog;
import c3.catalog.BlobCatalog;
import c3.catalog.Catalog;
import c3.catalog.DatasetCatalog;
import c3.catalog.JobCatalog;
import c3.catalog.JobText;
import c3.catalog.KeyCatalog;
import c3.catalog.ManifestCatalog;
import c3.catalog.ProjectCatalog;
import c3.catalog.SessionCatalog;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// The catalog over any database that a dialect was written for.
public final class SqlCatalog implements Catalog {
  private final Database database;
  private final SessionCatalog sessions;
  private final BlobCatalog blobs;
  private final ManifestCatalog manifests;
  private final DatasetCatalog datasets;
  private final JobCatalog jobs;
  private final AccountCatalog accounts;
  private final KeyCatalog keys;
  private final ProjectCatalog projects;

  /// Takes over a database that has this build's schema, and closes it.
  ///
  /// @param clock says when sessions end; the database has no other
  public SqlCatalog(Database database, Clock clock, JobText text) {
    this.database = database;
    RecentBlobs recent = new RecentBlobs();
    Commits commits = new Commits(clock, recent);
    this.sessions = new SqlSessions(database, clock);
    this.blobs = new SqlBlobs(database, clock, recent);
    this.manifests = new SqlManifests(database, commits);
    this.datasets = new SqlDatasets(database, commits, clock);
    this.jobs = new SqlJobs(database, commits, text);
    this.accounts = new SqlAccounts(database, clock);
    this.keys = new SqlKeys(database, clock);
    this.projects = new SqlProjects(database);
  }

  @Override
  public SessionCatalog sessions() {
    return sessions;
  }

  @Override
  public BlobCatalog blobs() {
    return blobs;
  }

  @Override
  public ManifestCatalog manifests() {
    return manifests;
  }

  @Override
  public DatasetCatalog datasets() {
    return datasets;
  }

  @Override
  public JobCatalog jobs() {
    return jobs;
  }

  @Override
  public AccountCatalog accounts() {
    return accounts;
  }

  @Override
  public KeyCatalog keys() {
    return keys;
  }

  @Override
  public ProjectCatalog projects() {
    return projects;
  }

  @Override
  public List<String> faults() throws IOException {
    return database.faults();
  }

  @Override
  public void close() {
    database.close();
  }
}

package c3.catalog.sql;

import c3.catalog.ManifestCatalog.Commit;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.Digest;
import c3.model.JobId;
import c3.model.ManifestSummary;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of manifests, inside somebody's transaction. State 1 is LIVE, 2 DELETED.
final class ManifestRows {
  private ManifestRows() {}

  /// A manifest's row.
  record Row(long number, ManifestSummary summary) {}

  /// The newest manifest of this digest that the account has.
  static Optional<Row> find(Handle handle, AccountId account, Digest digest) {
    return handle
        .createQuery(
            """
            select id, digest, files, bytes from manifest
            where account_id = :account and digest = :digest and state = 1
            order by id desc limit 1
            """)
        .bind("account", account.number())
        .bind("digest", digest)
        .map((row, context) -> new Row(row.getLong("id"), summary(row, "")))
        .findOne();
  }

  /// Those of a digest that a project keeps which an account is a member of. Begins with the
  /// account's own rows, so that no other account's manifest is looked at.
  static final String SHARED =
      """
      select manifest.id, manifest.digest, manifest.files, manifest.bytes, blob_id, ids
      from member
        join project on project.id = member.project_id
        join account owner on owner.id = project.account_id and owner.removed_at is null
        join manifest on manifest.account_id = owner.id and manifest.digest = :digest
          and manifest.state = 1
      where member.account_id = :account
        and (exists (select 1 from job
               where job.manifest_id = manifest.id and job.project_id = project.id)
          or exists (select 1 from dataset_version
               join dataset on dataset.id = dataset_version.dataset_id
               where dataset_version.manifest_id = manifest.id
                 and dataset.project_id = project.id))
      order by manifest.id desc limit 1
      """;

  /// The newest manifest of this digest that an account may read: one of its own, or one that a
  /// project keeps which it is a member of.
  static Optional<Row> readable(Handle handle, AccountId account, Digest digest) {
    return find(handle, account, digest)
        .or(() ->
            handle
                .createQuery(SHARED)
                .bind("account", account.number())
                .bind("digest", digest)
                .map((row, context) -> new Row(row.getLong("id"), summary(row, "")))
                .findOne());
  }

  /// The blobs that an account may read through a manifest of a project which it is a member of:
  /// those of its files, and its own. Empty when there is none.
  static IdSet shared(Handle handle, AccountId account, Digest digest) {
    IdSet ids = new IdSet();
    handle
        .createQuery(SHARED)
        .bind("account", account.number())
        .bind("digest", digest)
        .map(ManifestRows::reached)
        .forEach(reached -> reached.addTo(ids));
    return ids;
  }

  /// A manifest that is charged.
  ///
  /// @param blobs the ids of its files' blobs
  record Charged(long number, IdSet blobs) {}

  /// What a job left.
  static Optional<Charged> ofJob(Handle handle, JobId job) {
    return handle
        .createQuery(
            """
            select manifest.id, ids from manifest join job on job.manifest_id = manifest.id
            where job.id = :job
            """)
        .bind("job", job.text())
        .map((row, context) -> new Charged(row.getLong("id"), SqlManifests.blobs(row)))
        .findOne();
  }

  /// The blobs that an agent has to read for the jobs that are its own and have not ended: those of
  /// their workspaces and inputs, and these manifests themselves.
  static IdSet worked(Handle handle, AgentName agent) {
    IdSet ids = new IdSet();
    handle
        .createQuery(
            """
            with own as (
              select id, workspace_manifest from job
              where state in ('SCHEDULING', 'STAGING', 'RUNNING', 'UPLOADING')
                and agent_id = :agent)
            select id, blob_id, ids from manifest
            where id in (
              select workspace_manifest from own
              union select manifest_id from job_input where job_id in (select id from own))
            """)
        .bind("agent", agent.text())
        .map(ManifestRows::reached)
        .forEach(reached -> reached.addTo(ids));
    return ids;
  }

  /// What can be read through a manifest.
  private record Reached(long manifestBlob, IdSet blobs) {
    void addTo(IdSet ids) {
      ids.add(manifestBlob);
      ids.addAll(blobs);
    }
  }

  private static Reached reached(ResultSet row, StatementContext context) throws SQLException {
    return new Reached(row.getLong("blob_id"), SqlManifests.blobs(row));
  }

  /// Keeps a manifest no longer, and releases what only it charged. Its row and its ids stay until
  /// a sweep: jobs that mount it may be queued, and an operator may want it back.
  static void remove(Handle handle, AccountId account, Charged manifest) throws IOException {
    handle
        .createUpdate("update manifest set state = 2 where id = :manifest")
        .bind("manifest", manifest.number())
        .execute();
    Charges.release(handle, account, manifest.blobs());
  }

  /// The summary in the columns `digest`, `files` and `bytes`, their names behind a prefix.
  static ManifestSummary summary(ResultSet row, String prefix) throws SQLException {
    return new ManifestSummary(
        Digest.ofBytes(row.getBytes(prefix + "digest")),
        row.getLong(prefix + "files"),
        row.getLong(prefix + "bytes"));
  }

  /// Adds a manifest to an account.
  static long insert(Handle handle, AccountId owner, Commit commit, Roots roots, Instant now) {
    long sequence =
        handle
            .createQuery(
                "update gc set commit_seq = commit_seq + 1 where id = 1 returning commit_seq")
            .mapTo(Long.class)
            .one();
    return handle
        .createQuery(
            """
            insert into manifest (kind, account_id, digest, blob_id, files, bytes, state,
              commit_seq, created_at, ids)
            values (:kind, :account, :digest, :blob, :files, :bytes, 1, :sequence, :now, :ids)
            returning id
            """)
        .bind("kind", commit.kind().name())
        .bind("account", owner.number())
        .bind("digest", commit.manifest().digest())
        .bind("blob", roots.manifestBlob())
        .bind("files", commit.manifest().files())
        .bind("bytes", commit.manifest().bytes())
        .bind("sequence", sequence)
        .bind("now", Nanos.of(now))
        .bind("ids", roots.contents().bytes())
        .mapTo(Long.class)
        .one();
  }
}

package c3.catalog.sql;

import c3.catalog.JobCatalog.Owned;
import c3.catalog.JobText;
import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.AgentName;
import c3.model.EntryPath;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.ManifestSummary;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of jobs and their inputs, read back into jobs, inside somebody's transaction.
final class JobRows {
  /// Every select of jobs begins so.
  static final String SELECT =
      """
      select job.*, w.digest as w_digest, w.files as w_files, w.bytes as w_bytes,
        a.digest as a_digest, a.files as a_files, a.bytes as a_bytes,
        (select account.name from account
         where account.id = job.submitted_by and job.submitted_by <> job.account_id) as sender
      from job
        join manifest w on w.id = job.workspace_manifest
        left join manifest a on a.id = job.manifest_id
      """;

  private final JobText text;

  JobRows(JobText text) {
    this.text = text;
  }

  /// A row before its spec is decoded and its inputs are found.
  private record Row(
      AccountId account,
      JobId id,
      String spec,
      Optional<AccountName> submittedBy,
      JobState state,
      long term,
      Optional<AgentName> agent,
      boolean cancelRequested,
      ManifestSummary workspace,
      Optional<ManifestSummary> artifacts,
      Optional<Long> newBytes,
      Job.Times times) {}

  /// The job of this id.
  Optional<Owned> find(Handle handle, JobId id) throws IOException {
    return list(handle, handle.createQuery(SELECT + "where job.id = :id").bind("id", id.text()))
        .stream()
        .findFirst();
  }

  /// The jobs of a query that begins with `SELECT`, in its order.
  List<Owned> list(Handle handle, Query query) throws IOException {
    List<Row> rows = query.map(JobRows::row).list();
    Map<JobId, List<JobInput>> inputs = inputs(handle, rows.stream().map(Row::id).toList());
    List<Owned> jobs = new ArrayList<>();
    for (Row row : rows) {
      jobs.add(new Owned(row.account(), job(row, inputs.getOrDefault(row.id(), List.of()))));
    }
    return jobs;
  }

  private Job job(Row row, List<JobInput> inputs) throws IOException {
    return new Job(
        row.id(),
        text.decode(row.spec()),
        row.submittedBy(),
        row.workspace(),
        inputs,
        row.state(),
        row.term(),
        row.agent(),
        row.cancelRequested(),
        row.artifacts(),
        row.newBytes(),
        row.times());
  }

  private static Map<JobId, List<JobInput>> inputs(Handle handle, List<JobId> jobs) {
    Map<JobId, List<JobInput>> inputs = new HashMap<>();
    for (List<String> some :
        Batches.of(jobs.stream().map(JobId::text).toList(), Batches.LIST_MAX)) {
      handle
          .createQuery(
              """
              select job_id, reference, mount, digest, files, bytes, subpath
              from job_input join manifest on manifest.id = job_input.manifest_id
              where job_id in (<jobs>) order by job_id, position
              """)
          .bindList("jobs", some)
          .map((row, context) -> Map.entry(new JobId(row.getString("job_id")), input(row)))
          .forEach(input ->
              inputs
                  .computeIfAbsent(input.getKey(), job -> new ArrayList<>())
                  .add(input.getValue()));
    }
    return inputs;
  }

  private static JobInput input(ResultSet row) throws SQLException {
    return new JobInput(
        row.getString("reference"),
        row.getString("mount"),
        ManifestRows.summary(row, ""),
        EntryPath.ofBytes(row.getBytes("subpath")));
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    return new Row(
        new AccountId(row.getLong("account_id")),
        new JobId(row.getString("id")),
        row.getString("spec"),
        Optional.ofNullable(row.getString("sender")).map(AccountName::new),
        state(row),
        row.getLong("term"),
        Optional.ofNullable(row.getString("agent_id")).map(AgentName::new),
        row.getBoolean("cancel_requested"),
        ManifestRows.summary(row, "w_"),
        row.getBytes("a_digest") == null
            ? Optional.empty()
            : Optional.of(ManifestRows.summary(row, "a_")),
        number(row, "new_bytes"),
        new Job.Times(
            Nanos.time(row.getLong("submitted_at")),
            time(row, "started_at"),
            time(row, "exited_at"),
            time(row, "ended_at")));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return number(row, column).map(Nanos::time);
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  private static JobState state(ResultSet row) throws SQLException {
    JobStatus status = JobStatus.valueOf(row.getString("state"));
    return switch (status) {
      case PENDING -> new JobState.Pending();
      case SCHEDULING -> new JobState.Scheduling();
      case STAGING -> new JobState.Staging();
      case RUNNING -> new JobState.Running();
      case UPLOADING ->
          new JobState.Uploading(end(row, JobStatus.valueOf(row.getString("expected"))));
      case SUCCEEDED, FAILED, CANCELED, TIMED_OUT -> new JobState.Ended(end(row, status));
    };
  }

  private static JobEnd end(ResultSet row, JobStatus status) throws SQLException {
    int exitCode = row.getInt("exit_code");
    OptionalInt exited = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(exitCode);
    return new JobEnd(
        status,
        Optional.ofNullable(row.getString("reason")).map(FailureReason::valueOf),
        exited,
        Optional.ofNullable(row.getString("message")).orElse(""));
  }
}

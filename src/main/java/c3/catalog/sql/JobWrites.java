package c3.catalog.sql;

import c3.catalog.JobText;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.FailureReason;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobState;
import c3.model.ManifestSummary;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Writes jobs and their inputs into rows, inside somebody's transaction.
final class JobWrites {
  private final JobText text;

  JobWrites(JobText text) {
    this.text = text;
  }

  /// Who a job is from and whose it will be.
  ///
  /// @param account who submits it
  /// @param owner whose project it is for
  /// @param key what makes the call repeatable, among those of `account`
  record Sending(AccountId account, AccountId owner, String key) {}

  /// Adds a submitted job. Throws `C3Exception` NOT_FOUND for a project that its sender may not
  /// write to, for a workspace that the sender has not committed, and for an input that the sender
  /// may not read at this moment.
  void insert(Handle handle, Sending sending, Job job) throws C3Exception {
    AccountId account = sending.account();
    Update insert =
        handle
            .createUpdate(
                """
                insert into job (id, account_id, project_id, submit_key, submitted_by, sent_key,
                  name, spec, state, expected, reason, exit_code, message, agent_id, term,
                  cancel_requested, workspace_manifest, submitted_at, started_at, exited_at, ended_at)
                values (:id, :owner, :project, :id, :account, :key,
                  :name, :spec, :state, :expected, :reason, :exit_code, :message, :agent, :term,
                  :cancel, :workspace, :submitted, :started, :exited, :ended)
                """)
            .bind("owner", sending.owner().number())
            .bind("account", account.number())
            .bind(
                "project",
                MemberRows.writable(handle, account, sending.owner(), job.spec().project()))
            .bind("key", sending.key())
            .bind("name", job.spec().name())
            .bind("spec", text.encode(job.spec()))
            .bind(
                "workspace",
                number(
                    ManifestRows.find(handle, account, job.workspace().digest()),
                    job.workspace(),
                    "the workspace"))
            .bind("submitted", Nanos.of(job.times().submitted()));
    bindState(insert, job).execute();
    int position = 0;
    for (JobInput input : job.inputs()) {
      insert(handle, account, job, input, position);
      position++;
    }
  }

  private static void insert(
      Handle handle, AccountId account, Job job, JobInput input, int position) throws C3Exception {
    handle
        .createUpdate(
            """
            insert into job_input (job_id, position, reference, mount, manifest_id, subpath)
            values (:job, :position, :reference, :mount, :manifest, :subpath)
            """)
        .bind("job", job.id().text())
        .bind("position", position)
        .bind("reference", input.reference())
        .bind("mount", input.target())
        .bind(
            "manifest",
            number(
                ManifestRows.readable(handle, account, input.manifest().digest()),
                input.manifest(),
                input.reference()))
        .bind("subpath", input.below().bytes())
        .execute();
  }

  private static long number(Optional<ManifestRows.Row> row, ManifestSummary manifest, String what)
      throws C3Exception {
    return row.orElseThrow(() ->
            new C3Exception(
                ErrorCode.NOT_FOUND,
                what + " is not stored: no manifest " + manifest.digest(),
                Optional.of("submit the job again")))
        .number();
  }

  /// Writes what a transition may change. Its agent becomes known by it.
  void update(Handle handle, Job job) {
    job.agent().ifPresent(agent -> know(handle, agent));
    Update update =
        handle.createUpdate(
            """
            update job set state = :state, expected = :expected, reason = :reason,
              exit_code = :exit_code, message = :message, agent_id = :agent, term = :term,
              cancel_requested = :cancel, started_at = :started,
              exited_at = :exited, ended_at = :ended
            where id = :id
            """);
    bindState(update, job).execute();
  }

  /// Notes what a job left.
  void keep(Handle handle, Job job, Commits.Outcome.Made kept) {
    handle
        .createUpdate("update job set manifest_id = :manifest, new_bytes = :charged where id = :id")
        .bind("manifest", kept.manifest())
        .bind("charged", kept.chargedBytes())
        .bind("id", job.id().text())
        .execute();
  }

  /// Deletes what a job left, if it left anything.
  void removeArtifacts(Handle handle, AccountId account, JobId id) throws IOException {
    Optional<ManifestRows.Charged> kept = ManifestRows.ofJob(handle, id);
    if (kept.isEmpty()) {
      return;
    }
    handle
        .createUpdate("update job set manifest_id = null where id = :id")
        .bind("id", id.text())
        .execute();
    ManifestRows.remove(handle, account, kept.get());
  }

  private static void know(Handle handle, AgentName agent) {
    handle
        .createUpdate("insert into agent (id) values (:id) on conflict (id) do nothing")
        .bind("id", agent.text())
        .execute();
  }

  private static Update bindState(Update statement, Job job) {
    Optional<JobEnd> end = end(job.state());
    return statement
        .bind("id", job.id().text())
        .bind("state", job.status().name())
        .bind("expected", end.map(e -> e.status().name()))
        .bind("reason", end.flatMap(JobEnd::reason).map(FailureReason::name))
        .bind("exit_code", end.map(JobEnd::exitCode).orElse(OptionalInt.empty()))
        .bind("message", end.map(JobEnd::message))
        .bind("agent", job.agent().map(AgentName::text))
        .bind("term", job.term())
        .bind("cancel", job.cancelRequested() ? 1 : 0)
        .bind("started", job.times().started().map(Nanos::of))
        .bind("exited", job.times().exited().map(Nanos::of))
        .bind("ended", job.times().ended().map(Nanos::of));
  }

  /// The end of a job, or the one that it will have when its upload succeeds.
  private static Optional<JobEnd> end(JobState state) {
    return switch (state) {
      case JobState.Uploading uploading -> Optional.of(uploading.expected());
      case JobState.Ended ended -> Optional.of(ended.end());
      case JobState.Pending pending -> Optional.empty();
      case JobState.Scheduling scheduling -> Optional.empty();
      case JobState.Staging staging -> Optional.empty();
      case JobState.Running running -> Optional.empty();
    };
  }
}

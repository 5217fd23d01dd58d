package c3.server;

import c3.catalog.Catalog;
import c3.catalog.JobCatalog;
import c3.catalog.JobCatalog.JobCommit;
import c3.catalog.JobCatalog.Owned;
import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.catalog.SessionCatalog;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.JobEnd;
import c3.model.ManifestKind;
import c3.server.schedule.JobNews;
import c3.server.schedule.RecoverOrders;
import c3.server.schedule.Standing;
import c3.store.BlobMissing;
import c3.wire.message.FinishAnswer;
import c3.wire.message.FinishRequest;
import c3.wire.message.FinishRequest.Artifacts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The two ways in which what a job left is committed. A finish ends the job, commits its manifest
/// and charges it in one transaction, under the job's current term; an attach commits the manifest
/// of a job that has ended without one. Either may be repeated: a job that has what the call brings
/// answers with what it recorded, and the session that the call brought is given up.
final class JobEnds {
  private final JobCatalog jobs;
  private final SessionCatalog sessions;
  private final Commits commits;
  private final Consequences consequences;

  /// What follows a job's end.
  ///
  /// @param clock for the times that people see
  record Consequences(
      Standing standing,
      JobNews news,
      RecoverOrders orders,
      QuotaWarning quota,
      InstantSource clock) {}

  JobEnds(Catalog catalog, Commits commits, Consequences consequences) {
    this.jobs = catalog.jobs();
    this.sessions = catalog.sessions();
    this.commits = commits;
    this.consequences = consequences;
  }

  /// Ends a job; see `AgentControl.finish`.
  FinishAnswer finish(AgentName agent, FinishRequest request) throws IOException {
    Owned owned = owned(request);
    return switch (consequences.standing().renew(owned.job(), agent, request.lease())) {
      case STALE -> new FinishAnswer.Stale();
      case ENDED -> recorded(owned, request);
      case CURRENT, CANCEL -> {
        Transition end = end(agent, request);
        yield request.artifacts().isPresent()
            ? commit(owned, request, end)
            : ended(owned, request, jobs.update(owned.job().id(), job -> end.of(job).orElse(job)));
      }
    };
  }

  /// What a commit does to a job beside giving it artifacts; empty when it may not be done any
  /// more.
  private interface Transition {
    Optional<Job> of(Job job);
  }

  private Transition end(AgentName agent, FinishRequest request) {
    JobEnd end =
        request.artifacts().isPresent()
            ? request.end()
            // SUCCEEDED promises that the artifacts are there.
            : request.end().uploadFailed("its artifacts were not stored");
    return job ->
        switch (consequences.standing().of(job, agent, request.lease())) {
          case CURRENT, CANCEL -> Optional.of(job.ended(end, consequences.clock().instant()));
          case ENDED, STALE -> Optional.empty();
        };
  }

  /// Commits what an ended job left; see `AgentControl.attach`.
  FinishAnswer attach(AgentName agent, FinishRequest request) throws IOException {
    Owned owned = owned(request);
    Job job = owned.job();
    if (!job.agent().equals(Optional.of(agent))) {
      return new FinishAnswer.Stale();
    }
    if (!job.status().isEnd()) {
      throw new C3Exception(
          ErrorCode.CONFLICT, job.id() + " has not ended; finish it instead of attaching to it");
    }
    if (job.artifacts().isPresent() || request.artifacts().isEmpty()) {
      return recorded(owned, request);
    }
    return commit(owned, request, Optional::of);
  }

  private FinishAnswer commit(Owned owned, FinishRequest request, Transition transition)
      throws IOException {
    Artifacts artifacts = request.artifacts().orElseThrow();
    if (!isOf(owned, artifacts)) {
      throw new C3Exception(
          ErrorCode.SESSION_CLOSED,
          "the upload " + artifacts.session() + " is not one of " + owned.job().id());
    }
    Commit commit;
    try {
      commit =
          commits.of(owned.account(), artifacts.session(), ManifestKind.JOB, artifacts.manifest());
    } catch (BlobMissing e) {
      return new FinishAnswer.BlobsLost(List.of(e.digest()));
    }
    JobCommit done =
        jobs.commit(
            owned.job().id(),
            commit,
            job ->
                transition
                    .of(job)
                    .filter(next -> next.artifacts().isEmpty())
                    .map(next -> next.keeping(commit.manifest()))
                    .orElse(job));
    return switch (done.result()) {
      case CommitResult.Lost lost -> new FinishAnswer.BlobsLost(lost.blobs());
      case CommitResult.Unneeded unneeded -> ended(owned, request, done.job());
      case CommitResult.Done committed -> {
        consequences.orders().done(done.job().id());
        consequences.quota().check(owned.account(), done.job().id());
        yield ended(owned, request, done.job());
      }
    };
  }

  /// The answer once the job has ended, unless the lease is another's by now.
  private FinishAnswer ended(Owned before, FinishRequest request, Job after) throws IOException {
    boolean underThisTerm = after.status().isEnd() && after.lease().equals(request.lease());
    if (!underThisTerm && !before.job().status().isEnd()) {
      return new FinishAnswer.Stale();
    }
    consequences.news().changed(after);
    return recorded(new Owned(before.account(), after), request);
  }

  private FinishAnswer recorded(Owned owned, FinishRequest request) throws IOException {
    if (request.artifacts().isPresent() && isOf(owned, request.artifacts().get())) {
      // Nothing to do to the one that was committed.
      sessions.abort(request.artifacts().get().session());
    }
    return new FinishAnswer.Recorded(owned.job());
  }

  private Owned owned(FinishRequest request) throws IOException {
    return jobs.owned(request.lease().job())
        .orElseThrow(
            () -> new C3Exception(ErrorCode.NOT_FOUND, "there is no job " + request.lease().job()));
  }

  private boolean isOf(Owned owned, Artifacts artifacts) throws IOException {
    return sessions
        .find(artifacts.session())
        .filter(session -> session.account().equals(owned.account()))
        .filter(session -> session.job().equals(Optional.of(owned.job().id())))
        .isPresent();
  }
}

package c3.server;

import c3.catalog.JobCatalog.Owned;
import c3.catalog.SessionCatalog.Session;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.model.Lease;
import c3.model.SessionId;
import c3.store.BlobLocator;
import c3.store.BlobStore;
import c3.store.IncomingSession;
import c3.store.IncomingUploads;
import c3.store.SessionRequest;
import c3.store.UploadSession;
import c3.store.content.ContentStore;
import c3.store.content.StoreReads;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/// The store as an agent reaches it: it reads what the jobs need that are its own and have not
/// ended, and uploads for jobs whose rows name it, into the accounts of these jobs. Everything else
/// is missing.
public final class AgentStore implements BlobStore, IncomingUploads {
  private final AgentName agent;
  private final ContentStore store;
  private final StoreReads reads;

  public AgentStore(AgentName agent, ContentStore store) {
    this.agent = agent;
    this.store = store;
    this.reads = store.readsOf(agent);
  }

  @Override
  public UploadSession open(SessionRequest request) throws IOException {
    JobId job =
        request
            .lease()
            .map(Lease::job)
            .orElseThrow(
                () -> new C3Exception(ErrorCode.FORBIDDEN, "an agent uploads under a lease only"));
    return store.as(account(job).orElseThrow(() -> missing("job " + job))).open(request);
  }

  @Override
  public IncomingSession session(SessionId id) throws IOException {
    Optional<Session> session = store.catalog().sessions().find(id);
    Optional<JobId> job = session.flatMap(Session::job);
    Optional<AccountId> account = job.isPresent() ? account(job.get()) : Optional.empty();
    return store.as(account.orElseThrow(() -> missing("session " + id))).session(id);
  }

  /// Whose a job is that names this agent.
  private Optional<AccountId> account(JobId job) throws IOException {
    return store
        .catalog()
        .jobs()
        .owned(job)
        .filter(owned -> owned.job().agent().equals(Optional.of(agent)))
        .map(Owned::account);
  }

  private static C3Exception missing(String what) {
    return new C3Exception(ErrorCode.NOT_FOUND, "there is no " + what);
  }

  @Override
  public InputStream read(Digest digest, Range range) throws IOException {
    return reads.read(digest, range);
  }

  @Override
  public long size(Digest digest) throws IOException {
    return reads.size(digest);
  }

  @Override
  public void readAll(Collection<Digest> digests, BlobVisitor visitor) throws IOException {
    reads.readAll(digests, visitor);
  }

  @Override
  public Optional<BlobLocator> locator() {
    return reads.locator();
  }
}

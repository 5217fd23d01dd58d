package c3.server;

import c3.catalog.Catalog;
import c3.log.LogBounds;
import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.JobId;
import c3.model.Limits;
import c3.server.accounts.CatalogAccountControl;
import c3.server.accounts.CatalogProjectControl;
import c3.server.accounts.CatalogUserControl;
import c3.server.data.Artifacts;
import c3.server.data.DatasetLookup;
import c3.server.data.JobLookup;
import c3.server.data.Listings;
import c3.server.data.Removals;
import c3.server.data.Scopes;
import c3.server.data.Trees;
import c3.server.data.Usages;
import c3.server.logs.JobLogs;
import c3.server.schedule.Agents;
import c3.server.schedule.Bell;
import c3.server.schedule.JobNews;
import c3.server.schedule.LeaseTable;
import c3.server.schedule.LeaseWatch;
import c3.server.schedule.RecoverOrders;
import c3.server.schedule.Scheduler;
import c3.server.schedule.Standing;
import c3.server.schedule.WaitWatch;
import c3.server.submit.Profiles;
import c3.server.submit.Submission;
import c3.store.content.ContentStore;
import c3.store.content.ManifestCommit;
import c3.view.StoredManifestTree;
import c3.wire.AccountControl;
import c3.wire.AgentControl;
import c3.wire.ControlPlane;
import c3.wire.ProjectControl;
import c3.wire.UserControl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A server's control plane as each account and each agent sees it. What it hands out is cheap to
/// make and safe for many threads; everything that lasts is in the catalog, but for leases and
/// waiting calls.
public final class ControlPlanes {
  private final Catalog catalog;
  private final Content content;
  private final Timing timing;
  private final Shared shared;
  private final Submission.Conditions conditions;
  private final CatalogAgentControl.Collaborators forAgents;
  private final LeaseWatch leaseWatch;
  private final WaitWatch waitWatch;
  private final QuotaWarning quota;

  /// What is stored.
  ///
  /// @param trees opens manifests that are committed
  /// @param commits reads manifests that are about to be
  /// @param logs where the logs of jobs lie
  public record Content(Trees trees, Commits commits, Path logs) {
    /// What a content store keeps.
    public static Content of(ContentStore store, Path logs) {
      ManifestCommit commits = new ManifestCommit(store);
      return new Content(
          (account, manifest) -> new StoredManifestTree(store.as(account), manifest),
          (account, session, kind, manifest) ->
              commits.prepared(new ManifestCommit.Request(account, session, manifest), kind),
          logs);
    }
  }

  /// Time, chance and bounds.
  ///
  /// @param clock the wall clock, for what people see; nothing is decided by it
  /// @param nanos a clock that only goes forward, such as `System::nanoTime`
  /// @param ids makes the names of new jobs; called by many threads
  public record Timing(
      InstantSource clock, LongSupplier nanos, Supplier<JobId> ids, Limits limits) {}

  /// The server as a whole.
  ///
  /// @param offer what jobs can run on beside whole machines
  /// @param end ends the process, soon; returns at once
  public record Self(ServerIdentity identity, Profiles.Offer offer, Runnable end) {}

  public ControlPlanes(Catalog catalog, Content content, Timing timing, Self self) {
    this.catalog = catalog;
    this.content = content;
    this.timing = timing;
    Limits limits = timing.limits();
    JobLogs logs = new JobLogs(content.logs(), LogBounds.of(limits), limits.bufferSize());
    JobNews news = new JobNews(new Bell(), logs::ended);
    RecoverOrders orders = new RecoverOrders(timing.nanos(), limits.uploadPatience());
    Shutdown shutdown =
        new Shutdown(
            catalog.jobs(),
            news,
            new Shutdown.Plan(limits.uploadPatience(), self.end(), timing.clock()));
    LeaseTable leases = new LeaseTable(timing.nanos(), limits.leaseTime());
    Standing standing = new Standing(leases);
    Agents agents = new Agents(timing.nanos(), limits.leaseTime());
    Profiles profiles = new Profiles(self.offer(), agents);
    Recoveries recoveries = new Recoveries(catalog.jobs(), orders, news);
    this.shared =
        new Shared(
            logs,
            news,
            leases,
            recoveries,
            shutdown,
            self.identity(),
            profiles,
            limits,
            timing.clock());
    this.conditions =
        new Submission.Conditions(profiles, agents, news, timing.ids(), timing.clock());
    Scheduler scheduler =
        new Scheduler(
            catalog.jobs(),
            leases,
            new Scheduler.Surroundings(
                agents, orders, news, limits.pollTime(), shutdown::isClosing, timing.clock()));
    this.quota = new QuotaWarning(catalog, logs);
    JobEnds ends =
        new JobEnds(
            catalog,
            content.commits(),
            new JobEnds.Consequences(standing, news, orders, quota, timing.clock()));
    this.forAgents =
        new CatalogAgentControl.Collaborators(
            scheduler, standing, leases, logs, ends, recoveries, timing.clock());
    this.waitWatch = new WaitWatch(catalog.jobs(), news, timing.nanos(), timing.clock());
    this.leaseWatch = new LeaseWatch(catalog.jobs(), leases, news, timing.clock());
  }

  /// What an account's clients may ask.
  public ControlPlane forAccount(AccountId account) {
    Scopes scopes = new Scopes(catalog, account);
    JobLookup lookup = new JobLookup(catalog.jobs(), scopes, timing.clock());
    DatasetLookup datasets = new DatasetLookup(catalog.datasets(), scopes);
    Artifacts artifacts = new Artifacts(lookup, datasets, content.trees());
    Usages usages = new Usages(catalog, artifacts, scopes);
    return new CatalogControlPlane(
        account,
        catalog,
        new CatalogControlPlane.Rooms(
            lookup,
            artifacts,
            new Listings(catalog, content.trees(), artifacts, scopes),
            usages,
            new Removals(catalog, artifacts, usages, scopes),
            new Publications(scopes, catalog, content.commits(), quota),
            new Submission(catalog, new Submission.Finding(scopes, lookup, artifacts), conditions)),
        shared);
  }

  /// What an account may ask about projects and their members.
  public ProjectControl projects(AccountId account) {
    return new CatalogProjectControl(new Scopes(catalog, account), catalog);
  }

  /// What an account's owner may ask about it.
  public AccountControl account(AccountId account) {
    return new CatalogAccountControl(account, catalog, timing.clock());
  }

  /// What the administrator may ask about all accounts.
  public UserControl users(AccountId account) {
    return new CatalogUserControl(account, catalog.accounts());
  }

  /// What an agent may ask.
  public AgentControl forAgent(AgentName agent) {
    return new CatalogAgentControl(agent, catalog.jobs(), forAgents);
  }

  /// Ends jobs whose agents vanished; to be ticked several times in a lease time.
  public LeaseWatch leaseWatch() {
    return leaseWatch;
  }

  /// Ends jobs that have waited too long; to be ticked several times a minute.
  public WaitWatch waitWatch() {
    return waitWatch;
  }

  /// Answers every call that waits for news or for a log, since the server is about to end; none
  /// waits for these any more.
  public void close() {
    shared.logs().close();
    shared.news().bell().close();
  }

  /// Whether an agent has a job.
  public boolean isBusy() throws IOException {
    return !catalog.jobs().inState(LeaseWatch.LEASED).isEmpty();
  }
}

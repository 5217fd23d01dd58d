package c3.server;

import c3.catalog.Catalog;
import c3.model.Account;
import c3.model.AccountId;
import c3.model.ByteSize;
import c3.model.JobId;
import c3.server.logs.JobLogs;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Says that an account keeps more than its quota, in the server's log and in the log of the job
/// whose artifacts were just charged. Nothing is ever refused for quota.
final class QuotaWarning {
  private static final Logger LOG = System.getLogger(QuotaWarning.class.getName());

  private final Catalog catalog;
  private final JobLogs logs;

  QuotaWarning(Catalog catalog, JobLogs logs) {
    this.catalog = catalog;
    this.logs = logs;
  }

  /// Warns if the account is over its quota, now that a job's artifacts are charged to it.
  void check(AccountId account, JobId job) throws IOException {
    Optional<String> warning = check(account, job.text());
    if (warning.isPresent()) {
      logs.remark(job, warning.get());
    }
  }

  /// The same for something that has no log of its own.
  ///
  /// @param cause what was just charged
  Optional<String> check(AccountId account, String cause) throws IOException {
    Optional<Account> known = catalog.accounts().find(account);
    long quota = known.map(Account::quotaBytes).orElse(Account.UNBOUNDED);
    long charged = catalog.manifests().chargedBytes(account);
    if (known.isEmpty() || charged <= quota) {
      return Optional.empty();
    }
    String line =
        "over quota: %s of %s are kept; nothing is lost, but free some: c3 data rm"
            .formatted(ByteSize.text(charged), ByteSize.text(quota));
    LOG.log(Level.WARNING, "{0}, {1}: {2}", known.get().name(), cause, line);
    return Optional.of(line);
  }
}

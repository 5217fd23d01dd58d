package c3.server;

import c3.catalog.ManifestCatalog;
import c3.model.AccountId;
import c3.model.JobId;
import c3.server.logs.JobLogs;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Says that an account keeps more than its quota, in the server's log and in the log of the job
/// whose artifacts were just charged. Nothing is ever refused for quota.
final class QuotaWarning {
  private static final Logger LOG = System.getLogger(QuotaWarning.class.getName());
  private static final double GIGABYTE = 1e9;

  private final ManifestCatalog manifests;
  private final JobLogs logs;

  QuotaWarning(ManifestCatalog manifests, JobLogs logs) {
    this.manifests = manifests;
    this.logs = logs;
  }

  /// Warns if the account is over its quota.
  void check(AccountId account, JobId job) throws IOException {
    long quota = manifests.quotaBytes(account);
    long charged = manifests.chargedBytes(account);
    if (charged > quota) {
      String line =
          "over quota: %.1f of %.1f GB are kept; nothing is lost, but free some: c3 data rm"
              .formatted(charged / GIGABYTE, quota / GIGABYTE);
      LOG.log(Level.WARNING, "account {0}, {1}: {2}", account.number(), job, line);
      logs.remark(job, line);
    }
  }
}

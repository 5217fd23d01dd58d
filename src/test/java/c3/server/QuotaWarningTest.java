package c3.server;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.Account;
import c3.model.AccountId;
import c3.model.Job;
import c3.model.JobStatus;
import c3.wire.Jobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A quota is soft.
class QuotaWarningTest {
  private static final Map<String, String> FIVE_BYTES = Map.of("artifacts/a", "12345");

  @TempDir Path folder;
  @AutoClose private ServerWorld world;

  @BeforeEach
  void begin() throws IOException {
    world = new ServerWorld(folder);
  }

  private String logOf(Job job) throws IOException {
    return StandardCharsets.UTF_8
        .decode(world.people().log(job.id(), 0, Duration.ZERO).bytes())
        .toString();
  }

  private Job succeededUnder(long quotaBytes) throws IOException {
    world.catalog().accounts().bound(AccountId.LOCAL, quotaBytes, Account.UNBOUNDED);
    return new Jobs(world).succeeded(FIVE_BYTES);
  }

  @Test
  void refusesNothingOverTheQuotaAndSaysSoInTheJobsLog() throws IOException {
    Job job = succeededUnder(4);
    assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(job.artifacts()).isPresent();
    assertThat(logOf(job)).contains("quota");
  }

  @Test
  void saysNothingAtTheQuota() throws IOException {
    assertThat(logOf(succeededUnder(5))).isEmpty();
  }
}

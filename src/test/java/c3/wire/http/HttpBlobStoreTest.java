package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import c3.model.JobId;
import c3.model.Lease;
import c3.model.Limits;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.MachineProof;
import c3.server.routes.Served;
import c3.server.routes.StoreReach;
import c3.store.BlobStore;
import c3.store.BlobStoreContract;
import c3.store.RealStore;
import c3.store.SessionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store over HTTP keeps what every store promises, whatever of a disk its client shares.
class HttpBlobStoreTest {
  @Nested
  class OfAPersonOnTheServersMachine extends OfAPerson {
    @Override
    Sharing sharing() {
      return Sharing.DISK;
    }

    @Test
    void handsOver() throws IOException {
      assertThat(session("a").handOver()).isPresent();
    }
  }

  @Nested
  class OfAPersonElsewhere extends OfAPerson {
    @Override
    Sharing sharing() {
      return Sharing.NONE;
    }

    @Test
    void seesNoPlaces() throws IOException {
      assertThat(store().locator()).isEmpty();
    }
  }

  @Nested
  class OfAnAgentOnTheServersMachine extends OfAnAgent {
    @Override
    Sharing sharing() {
      return Sharing.DISK;
    }

    @Test
    void handsOver() throws IOException {
      assertThat(session("a").handOver()).isPresent();
    }
  }

  @Nested
  class OfAnAgentElsewhere extends OfAnAgent {
    @Override
    Sharing sharing() {
      return Sharing.NONE;
    }

    @Test
    void handsNothingOver() throws IOException {
      assertThat(session("a").handOver()).isEmpty();
    }
  }

  abstract static class OfAPerson extends OverHttp {
    @Override
    BulkHttp http(Served served) {
      return BulkHttp.forCommand(served::person, HttpLimits.STANDARD);
    }
  }

  /// An agent's sessions belong to jobs, and each job has one at a time.
  abstract static class OfAnAgent extends OverHttp {
    @Override
    BulkHttp http(Served served) {
      return new BulkHttp(served::agent, HttpLimits.STANDARD);
    }

    @Override
    protected SessionRequest request(String key) {
      JobId job = new JobId("job_1795000000000_%06d".formatted(key.hashCode() % 1_000_000));
      return new SessionRequest(key, Optional.of(new Lease(job, 1)));
    }
  }

  abstract static class OverHttp extends BlobStoreContract {
    @TempDir Path temporary;
    private RealStore real;
    private Served served;
    private BulkHttp http;

    abstract BulkHttp http(Served served);

    abstract Sharing sharing();

    @BeforeEach
    void serve() throws IOException {
      real = new RealStore(temporary.resolve("home"), Limits.STANDARD);
      served =
          new Served(
              new StoreReach(real),
              HttpServerLimits.STANDARD,
              Optional.of(MachineProof.write(temporary, new SecureRandom())));
      http = http(served);
    }

    @AfterEach
    void stop() throws IOException {
      http.close();
      served.close();
      real.close();
    }

    @Override
    protected BlobStore store() {
      return new HttpBlobStore(http, sharing());
    }

    @Override
    protected Path folder() throws IOException {
      return Files.createDirectories(temporary.resolve("client"));
    }
  }
}

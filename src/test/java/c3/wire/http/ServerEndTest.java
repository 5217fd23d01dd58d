package c3.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import c3.model.Hardware;
import c3.model.Job;
import c3.model.Limits;
import c3.model.MountSupport;
import c3.server.ServerWorld;
import c3.server.routes.HttpServerLimits;
import c3.server.routes.Served;
import c3.server.routes.WorldReach;
import c3.wire.ControlWorld;
import c3.wire.Jobs;
import c3.wire.message.LogSlice;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of requests in progress when the server ends.
class ServerEndTest {
  private static final Duration LONG = Limits.STANDARD.pollTime();
  private static final PollRequest POLL =
      new PollRequest(
          ControlWorld.AGENT,
          List.of(),
          0,
          MountSupport.ANY,
          Optional.of(new Hardware(4, 1, List.of(), new Hardware.Bounding(true, true, ""))),
          Set.of(),
          LONG);

  @TempDir Path folder;
  @AutoClose private ServerWorld world;
  private Served served;

  @BeforeEach
  void begin() throws IOException {
    world = new ServerWorld(folder);
    served = new Served(new WorldReach(world), patient(), Optional.empty());
  }

  /// One that would wait for requests in progress as long as it takes.
  private static HttpServerLimits patient() {
    HttpServerLimits usual = HttpServerLimits.STANDARD;
    return new HttpServerLimits(
        usual.requestsMax(),
        usual.requestsEachMax(),
        usual.bodiesMax(),
        usual.bodiesEachMax(),
        usual.connectionsMax(),
        usual.headerMax(),
        usual.bufferSize(),
        usual.drainMax(),
        usual.idleTime(),
        usual.strangerTime(),
        usual.bodyTime(),
        usual.bodyRateMin(),
        LONG.multipliedBy(10),
        usual.shared());
  }

  private static <T> FutureTask<T> begun(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.startVirtualThread(task);
    return task;
  }

  @Test
  void waitsForNoCallThatWaitsItself() throws Exception {
    Job job = new Jobs(world).submit();
    try (BulkHttp http = new BulkHttp(served::agent, HttpLimits.STANDARD)) {
      FutureTask<PollAnswer> poll = begun(() -> new HttpAgentControl(http).poll(POLL));
      FutureTask<LogSlice> log = begun(() -> world.people().log(job.id(), 0, LONG));
      await().until(() -> world.people().profiles().getFirst().missing().isEmpty());

      world.planes().close();
      FutureTask<Void> end =
          begun(() -> {
            served.close();
            return null;
          });

      end.get(15, TimeUnit.SECONDS);
      assertThat(poll.get(15, TimeUnit.SECONDS)).isEqualTo(PollAnswer.NOTHING);
      assertThat(log.get(15, TimeUnit.SECONDS).ended()).isFalse();
    }
  }
}

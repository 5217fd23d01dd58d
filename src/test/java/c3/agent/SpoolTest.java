package c3.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import c3.model.FailureReason;
import c3.model.JobEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path folder;
  @AutoClose private AgentBench bench;
  private Spool spool;
  private SpoolRecord claimed;

  @BeforeEach
  void prepare() throws IOException {
    bench = new AgentBench(folder, "true");
    spool = bench.spool();
    claimed = new SpoolRecord(bench.control.job(), SpoolRecord.Phase.CLAIMED, Optional.empty());
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    JobEnd end = JobEnd.failed(FailureReason.SCRIPT_ERROR, OptionalInt.of(3), "it \"failed\"\n");
    for (SpoolRecord each :
        new SpoolRecord[] {
          claimed,
          claimed.running(),
          claimed.ended(end),
          claimed.ended(end).kept("the store is full")
        }) {
      spool.save(each);
      assertThat(spool.read()).contains(each);
    }
  }

  @Test
  void hasNoRecordBeforeOneIsWritten() throws IOException {
    assertThat(spool.read()).isEmpty();
  }

  @Test
  void readsTheRecordBeforeTheOneThatWasHalfWritten() throws IOException {
    spool.save(claimed);
    Files.writeString(spool.directory().resolve("job.json.new"), "{\"phase\":\"RUN");
    assertThat(spool.read()).contains(claimed);
    spool.save(claimed.running());
    assertThat(spool.read()).contains(claimed.running());
    assertThat(spool.directory().resolve("job.json.new")).doesNotExist();
  }

  @Test
  void saysWhichRecordIsDamaged() throws IOException {
    spool.save(claimed);
    Files.writeString(spool.directory().resolve("job.json"), "{\"phase\":\"ODD\"}");
    assertThatThrownBy(spool::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(spool.directory() + "/job.json is damaged");
  }

  @Test
  void keepsTheOldRecordWhenTheNewOneCannotBeWritten() throws IOException {
    spool.save(claimed);
    Files.createDirectory(spool.directory().resolve("job.json.new"));
    spool.trySave(claimed.running());
    assertThat(spool.read()).contains(claimed);
  }

  @Test
  void findsSpoolsAndNothingElse() throws IOException {
    assertThat(Spool.all(bench.tools().jobs())).isEmpty();
    spool.save(claimed);
    Files.createDirectory(bench.tools().jobs().resolve("notes"));
    assertThat(Spool.all(bench.tools().jobs()))
        .extracting(Spool::directory)
        .containsExactly(spool.directory());
  }

  @Test
  void isGoneOnceDeletedHoweverOften() throws IOException {
    spool.save(claimed);
    Files.createDirectories(spool.work().resolve("deep/er"));
    spool.delete();
    spool.delete();
    assertThat(spool.directory()).doesNotExist();
  }
}

package c3.agent;

import c3.json.Json;
import c3.json.JsonObject;
import c3.model.JobId;
import c3.posix.TreeRemoval;
import c3.wire.codec.JobEndJson;
import c3.wire.codec.JobJson;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What an agent keeps of one job: `job.json`, `log/`, `work/` and, while it uploads, `upload/`.
/// The workspace is the truth until its commit is acknowledged; deleting the spool is the last
/// step.
final class Spool {
  private static final Logger LOG = System.getLogger(Spool.class.getName());
  private static final String RECORD = "job.json";
  private static final int RECORD_SIZE_MAX = 4 << 20;

  private final Path directory;

  private Spool(Path directory) {
    this.directory = directory;
  }

  /// The spool of a job, made or not.
  static Spool of(Path jobs, JobId job) {
    return new Spool(jobs.resolve(job.text()));
  }

  /// Every spool there is.
  static List<Spool> all(Path jobs) throws IOException {
    try (Stream<Path> found = Files.list(jobs)) {
      return found
          .filter(path -> JobId.isOne(path.getFileName().toString()))
          .sorted()
          .map(Spool::new)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /// Where the script runs.
  Path work() {
    return directory.resolve("work");
  }

  /// What the script prints.
  Path log() {
    return directory.resolve("log");
  }

  /// What the uploader needs meanwhile; begun anew with each upload.
  Path upload() {
    return directory.resolve("upload");
  }

  /// The spool itself.
  Path directory() {
    return directory;
  }

  /// Writes the record down, durable when it returns and never half written.
  void save(SpoolRecord spoolRecord) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    JsonObject.Builder json =
        JsonObject.with()
            .put("phase", spoolRecord.phase().name())
            .put("job", new JobJson().encode(spoolRecord.job()));
    spoolRecord.end().ifPresent(end -> json.put("end", new JobEndJson().encode(end)));
    spoolRecord.why().ifPresent(why -> json.put("why", why));
    Path draft = directory.resolve(RECORD + ".new");
    try (FileChannel file =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(json.build().toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    Files.move(draft, directory.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    force(directory);
    force(Objects.requireNonNull(directory.getParent()));
  }

  /// The same, where a record that cannot be written costs no more than what the next agent would
  /// have known.
  void trySave(SpoolRecord spoolRecord) {
    try {
      save(spoolRecord);
    } catch (IOException e) {
      LOG.log(Level.WARNING, directory + ": its record could not be written", e);
    }
  }

  /// Reads the record; throws for one that is damaged; absent when the agent died before it had
  /// written one.
  Optional<SpoolRecord> read() throws IOException {
    Path file = directory.resolve(RECORD);
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(decode(Json.read(in, RECORD_SIZE_MAX)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  private static SpoolRecord decode(JsonObject json) throws IOException {
    Optional<JsonObject> end = json.optionalObject("end");
    return new SpoolRecord(
        new JobJson().decode(json.object("job")),
        SpoolRecord.Phase.valueOf(json.text("phase")),
        end.isPresent() ? Optional.of(new JobEndJson().decode(end.get())) : Optional.empty(),
        json.optionalText("why"));
  }

  /// Removes everything; repeatable.
  void delete() throws IOException {
    TreeRemoval.remove(directory);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

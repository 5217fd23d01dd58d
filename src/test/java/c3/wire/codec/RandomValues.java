package c3.wire.codec;

import c3.model.AccountName;
import c3.model.AgentName;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.FailureReason;
import c3.model.Hardware;
import c3.model.HardwareProfile;
import c3.model.Job;
import c3.model.JobBounds;
import c3.model.JobEnd;
import c3.model.JobId;
import c3.model.JobInput;
import c3.model.JobSpec;
import c3.model.JobState;
import c3.model.JobStatus;
import c3.model.Keeping;
import c3.model.Lease;
import c3.model.LinkTarget;
import c3.model.ManifestSummary;
import c3.model.MountSupport;
import c3.model.ProjectName;
import c3.model.SessionId;
import c3.model.Software;
import c3.posix.FileNames;
import c3.store.HandOver.Result;
import c3.wire.message.FinishRequest;
import c3.wire.message.Listing;
import c3.wire.message.PollAnswer;
import c3.wire.message.PollRequest;
import c3.wire.message.ServerStatus;
import c3.wire.message.UploadAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Random values of everything that crosses the wire, with every shape a field may have.
final class RandomValues {
  private final RandomGenerator random;

  RandomValues(RandomGenerator random) {
    this.random = random;
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> some(Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(4)).toList();
  }

  private <T> List<T> atLeastOne(Supplier<T> value) {
    return Stream.generate(value).limit(1 + random.nextInt(3)).toList();
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private long count() {
    return random.nextLong() >>> (1 + random.nextInt(60));
  }

  private String text() {
    int[] points =
        IntStream.generate(() -> random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000))
            .filter(point -> point < 0xd800 || point > 0xdfff)
            .limit(random.nextInt(12))
            .toArray();
    return new String(points, 0, points.length);
  }

  private byte[] nameBytes() {
    byte[] bytes = new byte[1 + random.nextInt(8)];
    for (int i = 0; i < bytes.length; i++) {
      byte b = (byte) (1 + random.nextInt(255));
      bytes[i] = b == '/' || b == '.' ? (byte) 'x' : b;
    }
    return bytes;
  }

  EntryPath path() {
    EntryPath path = EntryPath.ROOT;
    for (int depth = random.nextInt(4); depth > 0; depth--) {
      path = path.resolve(EntryPath.ofBytes(nameBytes()));
    }
    return path;
  }

  private Path file() {
    return FileNames.resolve(Path.of("/"), nameBytes());
  }

  Digest digest() {
    return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private Instant instant() {
    return Instant.ofEpochSecond(
        random.nextLong(-100_000_000_000L, 300_000_000_000L), random.nextInt(1_000_000_000));
  }

  private JobId jobId() {
    return JobId.create(Instant.ofEpochMilli(random.nextLong(1L << 40, 1L << 41)), random);
  }

  private Lease lease() {
    return new Lease(jobId(), count());
  }

  private ManifestSummary manifest() {
    return new ManifestSummary(digest(), count(), count());
  }

  private Duration duration() {
    return Duration.ofMillis(random.nextInt(1 << 30));
  }

  JobSpec spec() {
    Map<String, String> environment = new HashMap<>();
    some(this::text).forEach(name -> environment.put(name, text()));
    return new JobSpec(
        new ProjectName("p-" + random.nextInt(100)),
        maybe(this::text),
        atLeastOne(this::text),
        path(),
        atLeastOne(() -> new JobSpec.Output(path(), path())),
        some(() -> new JobSpec.Mount(text(), text())),
        maybe(this::duration),
        environment,
        new JobSpec.Placement(
            maybe(this::text),
            maybe(this::text),
            random.nextBoolean(),
            maybe(this::duration),
            bounds()),
        maybe(this::software));
  }

  private Software software() {
    return random.nextBoolean()
        ? new Software.Python(path())
        : new Software.Container("image:" + random.nextInt(), random.nextBoolean());
  }

  private JobEnd end() {
    JobStatus status = one(Stream.of(JobStatus.values()).filter(JobStatus::isEnd).toList());
    return new JobEnd(
        status,
        status == JobStatus.FAILED
            ? Optional.of(one(List.of(FailureReason.values())))
            : Optional.empty(),
        random.nextBoolean() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty(),
        text());
  }

  JobState state() {
    return one(
        List.of(
            new JobState.Pending(),
            new JobState.Scheduling(),
            new JobState.Staging(),
            new JobState.Running(),
            new JobState.Uploading(end(), maybe(this::keeping)),
            new JobState.Ended(end())));
  }

  private Keeping keeping() {
    return new Keeping(
        new Keeping.Amount(count(), count()),
        new Keeping.Amount(count(), count()),
        text(),
        text(),
        Duration.ofMillis(random.nextInt(1_000_000)));
  }

  Job job() {
    return new Job(
        jobId(),
        spec(),
        maybe(() -> new AccountName("a" + random.nextInt(100))),
        manifest(),
        some(() -> new JobInput(text(), text(), manifest(), path())),
        state(),
        count(),
        maybe(() -> new AgentName("a" + random.nextInt(100))),
        random.nextBoolean(),
        maybe(this::manifest),
        maybe(this::count),
        new Job.Times(instant(), maybe(this::instant), maybe(this::instant), maybe(this::instant)));
  }

  private Listing.Item item() {
    return switch (random.nextInt(3)) {
      case 0 ->
          new Listing.Item.File(
              path(),
              count(),
              random.nextBoolean(),
              maybe(this::instant),
              digest(),
              random.nextBoolean());
      case 1 -> new Listing.Item.Link(path(), LinkTarget.ofBytes(nameBytes()));
      default ->
          new Listing.Item.Directory(
              path(), maybe(this::count), maybe(this::count), maybe(this::instant));
    };
  }

  Listing listing() {
    return new Listing(text(), random.nextBoolean(), some(this::item), maybe(this::path));
  }

  Hardware hardware() {
    return new Hardware(
        random.nextInt(),
        count(),
        some(() -> new Hardware.Gpu(random.nextInt(), text(), count())),
        new Hardware.Bounding(random.nextBoolean(), random.nextBoolean(), text()));
  }

  private JobBounds bounds() {
    return new JobBounds(
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 9999)),
        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1, 1L << 62)),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(9)));
  }

  HardwareProfile profile() {
    return new HardwareProfile(text(), text(), bounds(), maybe(this::hardware), maybe(this::text));
  }

  PollRequest pollRequest() {
    return new PollRequest(
        new AgentName("a"),
        some(this::lease),
        random.nextInt(),
        one(List.of(MountSupport.values())),
        maybe(this::hardware),
        Set.of(),
        duration());
  }

  PollAnswer pollAnswer() {
    return new PollAnswer(
        some(this::job),
        some(this::jobId),
        some(this::lease),
        some(this::lease),
        some(this::jobId));
  }

  FinishRequest finishRequest() {
    SessionId session = new SessionId("%032x".formatted(count()));
    return new FinishRequest(
        lease(), end(), maybe(() -> new FinishRequest.Artifacts(session, digest())));
  }

  ServerStatus serverStatus() {
    return new ServerStatus(
        text(),
        text(),
        random.nextBoolean()
            ? Optional.of(
                new ServerStatus.Machine(count(), file(), file(), file(), maybe(this::count)))
            : Optional.empty(),
        random.nextInt(),
        random.nextInt());
  }

  List<Result> dropResults() {
    return some(() ->
        random.nextBoolean()
            ? new Result.Taken(digest(), count())
            : new Result.SendInstead(text()));
  }

  UploadAnswer uploadAnswer() {
    return random.nextBoolean()
        ? new UploadAnswer.Stored()
        : new UploadAnswer.Wanted(
            Math.max(1, count()), new TreeSet<>(some(() -> random.nextInt(1000))));
  }
}

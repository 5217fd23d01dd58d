package c3.cli.command;

import c3.cli.terminal.Amounts;
import c3.model.EntryPath;
import c3.model.Job;
import c3.model.JobSpec;
import c3.model.ManifestSummary;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a job left, in words.
record KeptFiles(Job job) {
  private static final EntryPath ARTIFACTS = EntryPath.of("artifacts");

  /// Whether there is anything to look at.
  boolean any() {
    return files().isPresent();
  }

  /// Whether the job's script ran and nothing of what it left is stored: its machine may keep that.
  boolean recoverable() {
    return job.artifacts().isEmpty()
        && !job.isEmptied()
        && job.times().started().isPresent()
        && job.status().isEnd();
  }

  /// Such as `4 files, 1.3 MB (0.9 MB new)`; absent when no file was kept.
  Optional<String> amount() {
    return files()
        .map(kept -> Amounts.files(kept.files()) + ", " + Amounts.size(kept.bytes()) + charged());
  }

  private String charged() {
    return job.newBytes()
        .map(bytes -> bytes == 0 ? " (nothing new)" : " (" + Amounts.size(bytes) + " new)")
        .orElse("");
  }

  private Optional<ManifestSummary> files() {
    return job.artifacts().filter(kept -> kept.files() > 0);
  }

  /// Where a script has to write for its files to be kept.
  String places() {
    return "a job keeps what its script leaves in "
        + job.spec().outputs().stream().map(KeptFiles::shown).collect(Collectors.joining(", "));
  }

  private static String shown(JobSpec.Output output) {
    return output.prefix().equals(ARTIFACTS) ? "$C3_ARTIFACTS_DIR" : output.directory() + "/";
  }
}

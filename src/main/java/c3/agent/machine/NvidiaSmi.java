package c3.agent.machine;

import c3.agent.script.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The driver's own program, asked for the GPUs.
///
/// @param program absent where the machine has none
/// @param patience how long its answer may take
public record NvidiaSmi(Optional<Path> program, Duration patience) implements GpuProbe.Query {
  @Override
  public Optional<List<String>> ask() {
    return program
        .map(smi ->
            new ProcessBuilder(
                    smi.toString(),
                    "--query-gpu=index,name,memory.total",
                    "--format=csv,noheader,nounits")
                .redirectError(ProcessBuilder.Redirect.DISCARD))
        .map(question -> Answer.of(question, patience))
        .filter(Answer::done)
        .map(answer -> answer.text().lines().toList());
  }
}

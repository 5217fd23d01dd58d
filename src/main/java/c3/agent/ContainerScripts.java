package c3.agent;

import c3.agent.container.Container;
import c3.agent.container.ContainerConfinement;
import c3.agent.container.Engine;
import c3.agent.machine.Share;
import c3.agent.machine.SharedMachine;
import c3.agent.script.OutputSink;
import c3.agent.script.RunningScript;
import c3.agent.script.ScriptCommand;
import c3.agent.script.ScriptRunner;
import c3.model.Job;
import c3.model.Lease;
import c3.model.Software;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts the scripts of jobs that name an image in containers of it, and all others as they would
/// be started without it.
final class ContainerScripts implements Scripts {
  private final Scripts others;
  private final Images images;
  private final ScriptRunner runner;
  private final SharedMachine machine;

  ContainerScripts(Scripts others, Images images, ScriptRunner runner, SharedMachine machine) {
    this.others = others;
    this.images = images;
    this.runner = runner;
    this.machine = machine;
  }

  @Override
  public RunningScript start(StagedJob staged, Step step, OutputSink output) throws IOException {
    Optional<Software.Container> image = image(staged.job());
    return image.isPresent()
        ? start(staged, step, image.get(), output)
        : others.start(staged, step, output);
  }

  private static Optional<Software.Container> image(Job job) {
    return job.spec()
        .software()
        .filter(Software.Container.class::isInstance)
        .map(Software.Container.class::cast);
  }

  private RunningScript start(
      StagedJob staged, Step step, Software.Container software, OutputSink output)
      throws IOException {
    Engine engine = images.require();
    String name = name(staged.job().lease());
    try {
      Share share = machine.share(staged.job(), () -> engine.firstProcess(name));
      Container container = new Container(engine, name, software, share.bounds());
      return runner.start(
          () -> container.wrap(command(staged, step, share), staged.view(List.of())),
          new ContainerConfinement(engine, name, share),
          output);
    } catch (InterruptedException e) {
      throw AgentEnding.noticed();
    }
  }

  private static ScriptCommand command(StagedJob staged, Step step, Share share) {
    Map<String, String> environment = new HashMap<>(JobVariables.of(staged.job()));
    environment.putAll(step.environment());
    environment.putAll(share.environment());
    return new ScriptCommand(
        step.command(), step.directory(), environment, JobVariables.paths(staged));
  }

  /// No other run of this job, or of another, has it.
  private static String name(Lease lease) {
    return "c3-%s-%d".formatted(lease.job().text(), lease.term());
  }

  @Override
  public boolean endLeft(Job job) throws InterruptedException {
    boolean removed =
        image(job).isEmpty()
            || images.engine().filter(engine -> engine.remove(name(job.lease()))).isPresent();
    return others.endLeft(job) && removed;
  }
}

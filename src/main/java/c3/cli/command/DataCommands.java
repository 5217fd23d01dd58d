package c3.cli.command;

import static c3.cli.command.GroupCommand.member;

import java.util.List;

/// `c3 data ...`: looking at what is stored, and getting it.
public final class DataCommands {
  private DataCommands() {}

  /// The group.
  public static Command group() {
    return new GroupCommand(
        () ->
            Options.command(
                "data",
                "Look at what is stored, copy it, add to it, delete it.",
                "c3 data ls -l /jobs/job_1795351023411_x6wm3l/artifacts/",
                "c3 data cp /jobs/job_1795351023411_x6wm3l/ ./local-output/",
                "c3 data cp ./images /datasets/images/",
                "c3 help paths        what data paths there are"),
        List.of(
            member("ls", DataListCommand::new),
            member("cp", DataCopyCommand::new),
            member("cat", DataCatCommand::new),
            member("log", DataLogCommand::new),
            member("diff", DataDiffCommand::new),
            member("verify", DataVerifyCommand::new),
            member("rm", DataRemoveCommand::new),
            member("du", DataDiskUsageCommand::new)));
  }
}

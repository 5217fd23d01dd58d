package c3.cli.command;

import static c3.cli.command.GroupCommand.member;

import c3.cli.ExitCode;
import c3.cli.command.Connector.Connection;
import c3.cli.terminal.Output;
import c3.cli.terminal.Table;
import c3.json.JsonObject;
import c3.model.AccountName;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `c3 project list | members | share | unshare`: the projects that a person works in, and who else
/// does.
public final class ProjectCommands {
  private static final String PROJECT = "--project";
  private static final String ROLE = "--role";

  private ProjectCommands() {}

  /// The group `project`.
  public static Command group() {
    return new GroupCommand(
        () ->
            Options.command(
                "project",
                "List projects, and share them with other users of the server.",
                "c3 project list",
                "c3 project share bob --role writer",
                "c3 data ls /projects/ann.digits/      how bob sees it"),
        List.of(
            member("list", Listed::new),
            member("members", Members::new),
            member("share", Share::new),
            member("unshare", Unshare::new)));
  }

  private static CommandSpec ofOne(CommandSpec specification) {
    return specification
        .addOption(Options.text("PROJECT", "Which one; else the one around you.", PROJECT))
        .addOption(Options.json());
  }

  private static CommandSpec ofUser(CommandSpec specification) {
    return ofOne(
        specification.addPositional(Options.argument(0, "USER", true, "The user's name.")));
  }

  private static ProjectName project(ParseResult arguments, Context context) throws IOException {
    Optional<String> typed = Options.textOf(arguments, PROJECT);
    if (typed.isEmpty()) {
      return Projects.around(context.environment().directory())
          .orElseThrow(() ->
              new WrongUsage(
                  "there is no .c3 here, and no project is named",
                  "c3 project " + arguments.commandSpec().name() + " --project NAME"));
    }
    try {
      return new ProjectName(typed.get());
    } catch (IllegalArgumentException e) {
      throw new WrongUsage(String.valueOf(e.getMessage()), "c3 project list");
    }
  }

  private static AccountName user(ParseResult arguments) throws WrongUsage {
    try {
      return new AccountName(Options.argumentOf(arguments, 0).orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new WrongUsage(String.valueOf(e.getMessage()), "c3 project members");
    }
  }

  private static final class Listed implements Command {
    @Override
    public CommandSpec specification() {
      return Options.command(
              "list",
              "List your projects and those that others share with you.",
              "c3 project list",
              "c3 data ls /projects/",
              "c3 project list --json | jq -r '.[] | select(.role != \"owner\") | .project'")
          .addOption(Options.json());
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      try (Connection server = context.connector().connect()) {
        List<Membership> projects = server.projects().projects();
        Output output = context.output();
        if (Options.isGiven(arguments, Options.JSON)) {
          output.json(projects.stream().map(ProjectCommands::json).toList());
        } else if (projects.isEmpty()) {
          output.note("no projects yet");
          output.note("  try: c3 deploy -f");
        } else {
          Table table = Table.titled("PROJECT", "OWNER", "ROLE");
          projects.forEach(
              one -> table.row(one.project().text(), one.owner().text(), one.role().toString()));
          table.lines().forEach(output::result);
        }
        return ExitCode.OK;
      }
    }
  }

  private static JsonObject json(Membership membership) {
    return JsonObject.with()
        .put("project", membership.project().text())
        .put("owner", membership.owner().text())
        .put("role", membership.role().toString())
        .build();
  }

  private static final class Members implements Command {
    @Override
    public CommandSpec specification() {
      return ofOne(
          Options.command(
              "members",
              "List who works in a project: its owner, then the others.",
              "c3 project members",
              "c3 project members --project ann.digits",
              "c3 project members --project digits --json"));
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      ProjectName project = project(arguments, context);
      try (Connection server = context.connector().connect()) {
        List<Member> members = server.projects().members(project);
        if (Options.isGiven(arguments, Options.JSON)) {
          context.output().json(members.stream().map(ProjectCommands::json).toList());
        } else {
          Table table = Table.titled("USER", "ROLE");
          members.forEach(member -> table.row(member.user().text(), member.role().toString()));
          table.lines().forEach(context.output()::result);
        }
        return ExitCode.OK;
      }
    }
  }

  private static JsonObject json(Member member) {
    return JsonObject.with()
        .put("user", member.user().text())
        .put("role", member.role().toString())
        .build();
  }

  private static final class Share implements Command {
    @Override
    public CommandSpec specification() {
      return ofUser(
          Options.command(
                  "share",
                  "Let another user read your project, or also submit and upload to it.",
                  "c3 project share bob                       bob reads, pulls and mounts",
                  "c3 project share bob --role writer         and submits jobs, which you pay for",
                  "c3 project share bob --project digits")
              .addOption(
                  Options.oneOf(
                      Options.text("ROLE", "reader or writer (default reader).", ROLE),
                      List.of("reader", "writer"))));
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      AccountName user = user(arguments);
      Role role = role(Options.textOf(arguments, ROLE).orElse(Role.READER.toString()));
      ProjectName project = project(arguments, context);
      try (Connection server = context.connector().connect()) {
        Member member = server.projects().share(project, user, role);
        Output output = context.output();
        if (Options.isGiven(arguments, Options.JSON)) {
          output.json(
              JsonObject.with()
                  .put("project", project.text())
                  .put("user", member.user().text())
                  .put("role", member.role().toString())
                  .build());
          return ExitCode.OK;
        }
        output.result(member.user() + " is a " + member.role() + " of " + project);
        AccountName self = server.account().account(Optional.empty()).name();
        output.note("  they see it as   c3 data ls /projects/" + project.of(self) + "/");
        return ExitCode.OK;
      }
    }

    private static Role role(String typed) throws WrongUsage {
      for (Role role : List.of(Role.READER, Role.WRITER)) {
        if (role.toString().equals(typed)) {
          return role;
        }
      }
      throw new WrongUsage(
          "--role takes reader or writer, not `" + typed + "`", "c3 project share --help");
    }
  }

  private static final class Unshare implements Command {
    @Override
    public CommandSpec specification() {
      return ofUser(
          Options.command(
              "unshare",
              "End what a user may do in your project, or your own part in another's.",
              "c3 project unshare bob",
              "c3 project unshare bob --project digits",
              "c3 project unshare bob --project ann.digits     bob leaves ann's project"));
    }

    @Override
    public int run(ParseResult arguments, Context context) throws IOException {
      AccountName user = user(arguments);
      ProjectName project = project(arguments, context);
      try (Connection server = context.connector().connect()) {
        server.projects().unshare(project, user);
        if (Options.isGiven(arguments, Options.JSON)) {
          context
              .output()
              .json(
                  JsonObject.with()
                      .put("project", project.text())
                      .put("user", user.text())
                      .build());
        } else {
          context.output().result(user + " is no member of " + project + " any more");
        }
        return ExitCode.OK;
      }
    }
  }
}

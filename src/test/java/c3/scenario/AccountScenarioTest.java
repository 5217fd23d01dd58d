package c3.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import c3.json.Json;
import c3.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several people use one server of the real program, each with a key of their own.
@Tag("scenario")
class AccountScenarioTest {
  private static final String SCRIPT = "echo kept > $C3_ARTIFACTS_DIR/kept.txt\n";

  @RegisterExtension final Person person = new Person();

  private static void refused(Ended ended, String... parts) {
    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(parts).doesNotContain("Exception", "\tat ");
    assertThat(ended.err().lines().filter(line -> line.startsWith("error: "))).hasSize(1);
  }

  /// A new user's key.
  private String key(String name, String... options) throws Exception {
    person.succeeds("server", "user", "add", name);
    String[] arguments = {"apikey", "create", "--user", name};
    String[] all = new String[arguments.length + options.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return person.succeeds(all).out().strip();
  }

  private Program as(String key) {
    return person.c3().with("C3_API_KEY", key);
  }

  private Ended login(String file, String... arguments) throws Exception {
    return person
        .c3()
        .under("bash", "-c", "exec \"$@\" < " + person.at(file), "bash")
        .run(arguments);
  }

  @Test
  void twoPeopleRunJobsBesideOneAnotherAndSeeNothingOfEachOther() throws Exception {
    String ann = key("ann");
    Path project = person.project("shared-name", "", SCRIPT);
    String mine = person.json("deploy", "-f", "--json", project.toString()).text("id");

    Ended hers = as(ann).run("deploy", "-f", "--json", project.toString());

    assertThat(hers.exitCode()).as(hers.toString()).isZero();
    String id = Json.read(hers.out()).text("id");
    assertThat(as(ann).run("squeue").out()).contains(id).doesNotContain(mine);
    assertThat(person.succeeds("squeue").out()).contains(mine).doesNotContain(id);
    refused(as(ann).run("status", mine), "there is no job " + mine);
    refused(as(ann).run("data", "cat", "/jobs/" + mine + "/artifacts/kept.txt"), mine);
    assertThat(as(ann).run("data", "cat", "/jobs/" + id + "/artifacts/kept.txt").out())
        .isEqualTo("kept\n");
    Ended pulled = as(ann).in(project).run("pull");
    assertThat(pulled.exitCode()).as(pulled.toString()).isZero();
    assertThat(project.resolve(id).resolve("artifacts/kept.txt")).hasContent("kept\n");
    assertThat(project.resolve(mine)).doesNotExist();
    refused(as(ann).run("server", "user", "list"), "only the administrator");
    assertThat(person.serverLog()).doesNotContain(ann);
  }

  private Ended succeeds(String key, String... arguments) throws Exception {
    Ended ended = as(key).run(arguments);
    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    return ended;
  }

  private void assertRefusesBeforeAnyByte(String key, String target, String why) throws Exception {
    Path fresh = Files.createTempDirectory(person.home(), "fresh");
    Files.writeString(fresh.resolve("file"), fresh.toString());
    refused(as(key).run("data", "cp", fresh.toString(), target), why);
    assertThat(
            Json.read(succeeds(key, "data", "cp", "--json", fresh.toString(), "/datasets/f/").out())
                .whole("new_bytes"))
        .isEqualTo(fresh.toString().length());
    succeeds(key, "data", "rm", "-r", "--yes", "/datasets/f/");
  }

  @Test
  void twoPeopleShareAProject() throws Exception {
    String ann = key("ann");
    String bob = key("bob");
    Path project = person.project("digits", "", SCRIPT);
    Files.createDirectories(person.at("images"));
    Files.writeString(person.at("images/one.txt"), "ann's image\n");
    String hers =
        Json.read(succeeds(ann, "deploy", "-f", "--json", project.toString()).out()).text("id");
    succeeds(ann, "data", "cp", person.at("images").toString(), "/projects/digits/data/images/");
    refused(as(bob).run("data", "ls", "/projects/ann.digits/"), "there is no project ann.digits");

    succeeds(ann, "project", "share", "bob", "--project", "digits");

    assertThat(succeeds(bob, "project", "list").out()).contains("ann.digits", "reader");
    assertThat(succeeds(bob, "project", "members", "--project", "ann.digits", "--json").out())
        .contains(
            "{\"user\":\"ann\",\"role\":\"owner\"}", "{\"user\":\"bob\",\"role\":\"reader\"}");
    assertThat(succeeds(bob, "data", "ls", "-R", "/projects/").out())
        .contains("ann.digits/data/images/@v1/one.txt", hers);
    assertThat(
            succeeds(bob, "data", "cat", "/projects/ann.digits/jobs/@latest/artifacts/kept.txt")
                .out())
        .isEqualTo("kept\n");
    Path elsewhere = Files.createDirectories(person.at("bobs"));
    Ended pulled = as(bob).in(elsewhere).run("pull", hers);
    assertThat(pulled.exitCode()).as(pulled.toString()).isZero();
    assertThat(elsewhere.resolve(hers).resolve("artifacts/kept.txt")).hasContent("kept\n");
    succeeds(bob, "data", "cp", "/projects/ann.digits/data/images/", "/datasets/copy/");
    refused(
        as(bob).run("data", "cp", person.at("images").toString(), "/projects/ann.digits/data/x/"),
        "you may only read in ann.digits");
    assertRefusesBeforeAnyByte(bob, "/projects/ann.digits/data/x/", "you may only read in ann.");
    assertRefusesBeforeAnyByte(bob, "/projects/ann.other/data/x/", "there is no project ann.other");
    refused(as(bob).run("data", "rm", "-r", "--yes", "/jobs/" + hers), "only the owner");

    Path ours =
        person.project(
            "ours",
            """
            project: ann.digits
            datasets:
              - ref: /projects/ann.digits/data/images
                mount: in
            """,
            "cat in/one.txt > $C3_ARTIFACTS_DIR/seen.txt\n");
    refused(as(bob).run("deploy", ours.toString()), "you may only read in ann.digits");
    succeeds(ann, "project", "share", "bob", "--role", "writer", "--project", "digits");
    String his =
        Json.read(succeeds(bob, "deploy", "-f", "--json", ours.toString()).out()).text("id");

    assertThat(succeeds(ann, "data", "cat", "/jobs/" + his + "/artifacts/seen.txt").out())
        .isEqualTo("ann's image\n");
    JsonObject seen = Json.read(succeeds(ann, "status", his, "--json").out());
    assertThat(seen.text("submitted_by")).isEqualTo("bob");
    assertThat(seen.text("project")).isEqualTo("digits");
    assertThat(Json.read(succeeds(bob, "status", his, "--json").out()).text("project"))
        .isEqualTo("ann.digits");
    assertThat(succeeds(bob, "squeue").out()).contains(his).doesNotContain(hers);
    // What was copied for himself; the job's artifacts are ann's: kept, image and seen.
    assertThat(Json.read(succeeds(bob, "balance", "--json").out()).whole("charged_bytes"))
        .isEqualTo(12);
    assertThat(Json.read(succeeds(ann, "balance", "--json").out()).whole("charged_bytes"))
        .isEqualTo(17);

    succeeds(ann, "project", "unshare", "bob", "--project", "digits");
    refused(as(bob).run("data", "cat", "/jobs/" + his + "/artifacts/seen.txt"), his);
    refused(as(bob).run("status", his), "there is no job " + his);
    refused(as(bob).run("deploy", ours.toString()), "there is no project ann.digits");
    assertThat(succeeds(bob, "squeue").out()).doesNotContain(his);
    assertThat(succeeds(bob, "data", "cat", "/datasets/copy/one.txt").out())
        .isEqualTo("ann's image\n");
    assertThat(person.succeeds("check").out()).contains("all is well");
  }

  @Test
  void aPersonLogsInAndOutAndAKeyThatOpensNothingSaysWhy() throws Exception {
    String ann = key("ann", "--name", "laptop");
    Files.writeString(person.at("ann.key"), ann + "\n");
    Files.writeString(person.at("no.key"), "password\n");

    refused(login("no.key", "login", "--key-stdin"), "keys begin with c3_key_");
    Files.writeString(person.at("two.key"), "c3_key_one c3_key_two\n");
    Ended two = login("two.key", "login", "--key-stdin");
    refused(two, "this is not a key");
    assertThat(two.err()).doesNotContain("c3_key_one");
    Ended in = login("ann.key", "login", "--key-stdin");
    assertThat(in.out()).as(in.toString()).startsWith("logged in to http://127.0.0.1:");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(person.files().resolve("logins.json"))))
        .isEqualTo("rw-------");
    assertThat(person.json("whoami", "--json").text("user")).isEqualTo("ann");

    JsonObject known =
        Json.read("{\"keys\":" + person.succeeds("apikey", "list", "--json").out().strip() + "}");
    assertThat(known.objects("keys").getFirst().text("name")).isEqualTo("laptop");
    assertThat(person.succeeds("apikey", "list").out()).contains("laptop").doesNotContain(ann);
    long number = known.objects("keys").getFirst().whole("id");
    person.succeeds("apikey", "revoke", Long.toString(number));
    Ended revoked = person.c3().run("squeue");
    refused(revoked, "was revoked", "try: c3 login");
    assertThat(revoked.err()).doesNotContain(ann);

    person.succeeds("logout");
    assertThat(person.succeeds("whoami").out()).startsWith("local (administrator)");
    refused(login("ann.key", "login", "--key-stdin"), "was revoked");
    assertThat(person.succeeds("whoami").out()).startsWith("local");
    refused(as("c3_key_wrong").run("squeue"), "does not know this key", "try: c3 login");
    person.succeeds("server", "user", "remove", "ann");
    refused(as(ann).run("squeue"), "does not know this key");
  }

  @Test
  void warnsInAllThreePlacesOfWhatIsOverQuotaAndRefusesNothing() throws Exception {
    String ann = key("ann");
    person.succeeds("server", "quota", "3B", "--user", "ann");
    Path project = person.project("over", "", SCRIPT);

    Ended ended = as(ann).run("deploy", "-f", "--json", project.toString());

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    String id = Json.read(ended.out()).text("id");
    assertThat(as(ann).run("logs", id).out()).contains("over quota");
    assertThat(person.serverLog())
        .contains("WARNING ann, " + id + ": over quota: 5 B of 3 B are kept");
    Ended balance = as(ann).run("balance");
    assertThat(balance.out()).contains("5 B of 3 B (167 %)", "over quota by 2 B");
    JsonObject json = Json.read(as(ann).run("balance", "--json").out());
    assertThat(json.whole("charged_bytes")).isEqualTo(5);
    assertThat(json.flag("over_quota")).isTrue();
    as(ann).run("data", "rm", "-r", "--yes", "/jobs/" + id);
    assertThat(as(ann).run("balance").out()).contains("0 B of 3 B").doesNotContain("over quota");
    assertThat(person.succeeds("check").out()).contains("all is well");
  }

  @Test
  void refusesMoreJobsAtOnceThanAUserMayHave() throws Exception {
    String ann = key("ann");
    person.succeeds("server", "concurrency", "1", "--user", "ann");
    Path project = person.project("many", "", "sleep 600\n");
    Ended first = as(ann).run("deploy", "--json", project.toString());
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(first.err()).contains("many   2 files, ", ", 2 new");

    Files.writeString(project.resolve("large"), "not worth sending\n");
    Ended second = as(ann).run("deploy", project.toString());
    refused(
        second,
        "1 of your jobs wait or run, and 1 may at once; nothing was submitted",
        "try: c3 squeue");
    assertThat(second.err()).doesNotContain(" new");

    as(ann).run("cancel", Json.read(first.out()).text("id"));
    person.succeeds("server", "concurrency", "unlimited", "--user", "ann");
    assertThat(as(ann).run("deploy", project.toString()).exitCode()).isZero();
  }
}

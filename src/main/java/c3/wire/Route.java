package c3.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/// Every request that a server answers. Both sides, and docs/api.md, go by this list.
public enum Route {
  STATUS("GET", "/v1/status", Caller.PEOPLE),
  STOP("POST", "/v1/stop", Caller.PEOPLE),

  PROFILES("GET", "/v1/profiles", Caller.PEOPLE),

  SUBMIT("POST", "/v1/jobs", Caller.PEOPLE),
  CHECK("POST", "/v1/jobs/check", Caller.PEOPLE),
  JOBS("GET", "/v1/jobs", Caller.PEOPLE),
  JOB("GET", "/v1/jobs/{job}", Caller.PEOPLE),
  CANCEL("POST", "/v1/jobs/{job}/cancel", Caller.PEOPLE),
  RECOVER("POST", "/v1/jobs/{job}/recover", Caller.PEOPLE),
  READ_LOG("GET", "/v1/jobs/{job}/log", Caller.PEOPLE),

  LIST("GET", "/v1/data", Caller.PEOPLE),
  FIND_MANIFEST("GET", "/v1/data/manifest", Caller.PEOPLE),
  USAGE("POST", "/v1/data/usage", Caller.PEOPLE),
  REMOVE("POST", "/v1/data/remove", Caller.PEOPLE),

  POLL("POST", "/v1/agents/{agent}/poll", Caller.AGENTS),
  STATE("POST", "/v1/jobs/{job}/state", Caller.AGENTS),
  WRITE_LOG("PUT", "/v1/jobs/{job}/log", Caller.AGENTS),
  FINISH("POST", "/v1/jobs/{job}/finish", Caller.AGENTS),
  ATTACH("POST", "/v1/jobs/{job}/attach", Caller.AGENTS),
  NOT_RECOVERED("POST", "/v1/jobs/{job}/not-recovered", Caller.AGENTS),

  ACCOUNT("GET", "/v1/account", Caller.PEOPLE),
  BALANCE("GET", "/v1/balance", Caller.PEOPLE),
  KEYS("GET", "/v1/keys", Caller.PEOPLE),
  CREATE_KEY("POST", "/v1/keys", Caller.PEOPLE),
  REVOKE_KEY("POST", "/v1/keys/{key}/revoke", Caller.PEOPLE),
  USERS("GET", "/v1/users", Caller.PEOPLE),
  ADD_USER("POST", "/v1/users/{user}", Caller.PEOPLE),
  REMOVE_USER("POST", "/v1/users/{user}/remove", Caller.PEOPLE),
  BOUND_USER("POST", "/v1/users/{user}/bounds", Caller.PEOPLE),

  PROJECTS("GET", "/v1/projects", Caller.PEOPLE),
  MEMBERS("GET", "/v1/projects/{project}/members", Caller.PEOPLE),
  SHARE("POST", "/v1/projects/{project}/members/{user}", Caller.PEOPLE),
  UNSHARE("POST", "/v1/projects/{project}/members/{user}/remove", Caller.PEOPLE),

  OPEN("POST", "/v1/sessions", Caller.ANYONE),
  RENEW("POST", "/v1/sessions/{session}/renew", Caller.ANYONE),
  ABORT("POST", "/v1/sessions/{session}/abort", Caller.ANYONE),
  COMMIT("POST", "/v1/sessions/{session}/commit", Caller.PEOPLE),
  FIND_MISSING("POST", "/v1/sessions/{session}/find-missing", Caller.ANYONE),
  POSSESSED("GET", "/v1/sessions/{session}/possessed", Caller.ANYONE),
  PUT_BUNDLE("PUT", "/v1/sessions/{session}/bundles/{sha256}", Caller.ANYONE),
  DROP_FILES("POST", "/v1/sessions/{session}/drops", Caller.ANYONE),
  DROP_BUNDLE("POST", "/v1/sessions/{session}/drops/bundle", Caller.ANYONE),
  BEGIN_UPLOAD("POST", "/v1/sessions/{session}/uploads", Caller.ANYONE),
  PUT_PART("PUT", "/v1/sessions/{session}/uploads/{sha256}/parts/{part}", Caller.ANYONE),
  COMPLETE_UPLOAD("POST", "/v1/sessions/{session}/uploads/{sha256}/complete", Caller.ANYONE),

  READ_BLOB("GET", "/v1/blobs/{sha256}", Caller.ANYONE),
  BLOB_SIZE("GET", "/v1/blobs/{sha256}/size", Caller.ANYONE),
  READ_BLOBS("POST", "/v1/batch-read", Caller.ANYONE),
  LOCATE_PROOF("GET", "/v1/locate", Caller.ANYONE),
  LOCATE("POST", "/v1/locate", Caller.ANYONE);

  /// Whose token opens a route.
  public enum Caller {
    PEOPLE,
    AGENTS,
    /// Both, but nobody without a token.
    ANYONE
  }

  private final String method;
  private final String template;
  private final Caller caller;

  Route(String method, String template, Caller caller) {
    this.method = method;
    this.template = template;
    this.caller = caller;
  }

  /// The HTTP method.
  public String method() {
    return method;
  }

  /// The path, its parameters in braces.
  public String template() {
    return template;
  }

  public Caller caller() {
    return caller;
  }

  /// Whether programs of another build are answered too, so that they can say what is wrong and
  /// restart the server.
  public boolean answersAnyBuild() {
    return this == STATUS || this == STOP;
  }

  /// The path with its parameters filled in, in order.
  public String path(Object... arguments) {
    StringJoiner path = new StringJoiner("/");
    int next = 0;
    for (String segment : template.split("/", -1)) {
      path.add(segment.startsWith("{") ? escaped(arguments[next++]) : segment);
    }
    if (next != arguments.length) {
      throw new IllegalArgumentException(this + " has " + next + " parameters");
    }
    return path.toString();
  }

  private static String escaped(Object argument) {
    return URLEncoder.encode(argument.toString(), StandardCharsets.UTF_8).replace("+", "%20");
  }
}

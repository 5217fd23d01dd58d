package c3.agent.script;

/// The line that a sandbox's last step prints into the output right before it becomes the script.
/// It never reaches the log. When it is missing at the end, the script never began, and what was
/// printed says why.
public final class StartMarker {
  /// The marker. Its first byte occurs in it only once.
  public static final String TEXT = "\001c3: the script begins here\n";

  private StartMarker() {}
}

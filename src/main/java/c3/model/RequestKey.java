package c3.model;

/// The keys that make calls repeatable. They are a caller's own words, and are kept.
public final class RequestKey {
  private static final int LENGTH_MAX = 200;

  private RequestKey() {}

  /// Throws `IllegalArgumentException` for a key that is too long to be kept.
  public static void check(String key) {
    if (key.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a key has at most " + LENGTH_MAX + " characters");
    }
  }
}

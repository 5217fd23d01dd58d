package c3.model;

import java.time.Duration;

/// How far the storing of what a job left has come, for people only.
///
/// @param found what there is to store; may still grow
/// @param done what of it is done
/// @param at the file that was begun last; empty when none was
/// @param waiting why nothing moves; empty when something does
/// @param taken since it began
public record Keeping(Amount found, Amount done, String at, String waiting, Duration taken) {
  /// Files, and bytes of them.
  public record Amount(long files, long bytes) {}
}

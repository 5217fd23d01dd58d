package c3.wire.message;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// How far a large upload has come.
public sealed interface UploadAnswer {
  /// The blob is there already, and held; nothing is to be sent.
  record Stored() implements UploadAnswer {}

  /// Parts are wanted.
  ///
  /// @param partBytes how many bytes each part has, but for the last; at least 1
  /// @param parts the numbers, from 0, of those that have arrived
  record Wanted(long partBytes, SortedSet<Integer> parts) implements UploadAnswer {
    public Wanted {
      if (partBytes < 1) {
        throw new IllegalArgumentException("a part has at least one byte");
      }
      parts = Collections.unmodifiableSortedSet(new TreeSet<>(parts));
    }
  }
}

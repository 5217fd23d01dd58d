package c3.model;

import java.util.Locale;

/// What an account may do in a project; each may do what those before it may.
public enum Role {
  /// Lists, reads, pulls and mounts what is kept.
  READER,
  /// Also submits jobs and uploads datasets, which the owner is charged for.
  WRITER,
  /// Also says who the others are, and deletes. Each project has one, whose account it lies in.
  OWNER;

  /// Whether it is as much as is needed.
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /// As people write it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

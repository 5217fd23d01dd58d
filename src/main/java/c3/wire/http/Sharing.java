package c3.wire.http;

/// What a client does with a disk that it may share with the server. The server may refuse, and
/// then the bytes travel over HTTP.
public enum Sharing {
  /// Copies blobs from the server's object files, and links files of its own into the server's drop
  /// folder. Whether it is one machine, and one user of it, shows.
  DISK,

  /// Sends and fetches everything.
  NONE
}

package c3.wire.http;

/// What a client does with a disk that it shares with the server. Either side may refuse, and then
/// the bytes travel over HTTP.
///
/// @param handOver link files into the server's drop folder: only for an agent's own workspaces
/// @param locate copy blobs from the server's object files
public record Sharing(boolean handOver, boolean locate) {
  /// For an agent.
  public static final Sharing BOTH = new Sharing(true, true);

  /// For a person's client, whose files must never share an inode with the store.
  public static final Sharing READ_ONLY = new Sharing(false, true);

  /// For a client that always sends.
  public static final Sharing NONE = new Sharing(false, false);
}

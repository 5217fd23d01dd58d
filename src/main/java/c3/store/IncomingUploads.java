package c3.store;

import c3.model.SessionId;
import java.io.IOException;

/// One account's uploads as a server takes them in for somebody elsewhere: what the routes need
/// beside a `BlobStore`. Safe for many threads.
public interface IncomingUploads {
  /// An open session of this account, renewed. Throws `C3Exception` NOT_FOUND when the account has
  /// no such session and SESSION_CLOSED when it has ended.
  IncomingSession session(SessionId id) throws IOException;
}

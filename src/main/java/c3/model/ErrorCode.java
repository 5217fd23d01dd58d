package c3.model;

/// What kind of thing went wrong: the `code` of an API error, and what a program may decide by.
public enum ErrorCode {
  /// Something that was named does not exist, or not for this account.
  NOT_FOUND(404),
  /// The request makes no sense as it stands; sending it again does not help.
  INVALID(400),
  /// No token, or one that is not known.
  UNAUTHORIZED(401),
  /// The token is known and does not reach this far.
  FORBIDDEN(403),
  /// The thing is in a state that does not allow this.
  CONFLICT(409),
  /// Too much is running, or being uploaded, already for this account.
  CONCURRENCY_LIMIT(429),
  /// Blobs that a manifest names are not held; upload them again.
  BLOBS_LOST(409),
  /// The session has ended; open another.
  SESSION_CLOSED(410),
  /// The bytes that arrived are not the ones that were named.
  CORRUPTED(422),
  /// The store is full.
  STORAGE_FULL(507),
  /// The store cannot be written.
  STORAGE_READ_ONLY(507),
  /// The disk of the store fails.
  STORAGE_FAILED(507),
  /// Nobody answers; trying again may help.
  UNAVAILABLE(503),
  /// Client and server are of different builds.
  BUILD_MISMATCH(426),
  /// A defect of c3.
  INTERNAL(500);

  private final int httpStatus;

  ErrorCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /// The HTTP status that goes with the code.
  public int httpStatus() {
    return httpStatus;
  }
}

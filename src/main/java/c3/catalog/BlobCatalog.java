package c3.catalog;

import c3.model.AccountId;
import c3.model.AgentName;
import c3.model.Digest;
import c3.model.DigestStarts;
import c3.model.SessionId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Blobs and the objects they lie in: the write order W2 and W4 of docs/format.md, and its reverse.
/// Object kinds and codecs are letters and numbers here; what they mean is the store's business.
public interface BlobCatalog {
  /// Which of these the session's account does not have. Those it has are held for the session in
  /// the same transaction. Another account's blobs are missing, as are BAD ones; the empty blob
  /// never is. Throws `C3Exception` SESSION_CLOSED when the session is not OPEN.
  Set<Digest> findMissing(SessionId session, Collection<Digest> digests) throws IOException;

  /// The starts of the digests of all blobs that the session's account has, whatever their state;
  /// absent when these are more than `most`. A digest that begins like none of them, the empty
  /// blob's aside, is missing at this moment. Holds nothing. Throws `C3Exception` SESSION_CLOSED
  /// when the session is not OPEN.
  Optional<DigestStarts> possessed(SessionId session, int most) throws IOException;

  /// W2: writes down objects that are about to get their final names, PENDING, and gives each its
  /// number, in order. The number is never given out again.
  List<Long> intend(SessionId session, List<NewObject> objects) throws IOException;

  /// W4: makes objects LIVE whose bytes and names are durable, records their blobs and holds these
  /// for the session. A digest that is recorded already keeps its first place (a BAD one gets the
  /// new); an object that then no blob lies in becomes DELETING. Losing that race is success.
  /// Throws `C3Exception` SESSION_CLOSED when the session is not OPEN.
  void publish(SessionId session, List<LiveObject> objects) throws IOException;

  /// Where these blobs lie, of those that the account possesses; the others are absent. BAD ones
  /// are among them.
  Map<Digest, Place> locate(AccountId account, Collection<Digest> digests) throws IOException;

  /// Where these blobs lie, of those that the account possesses or that it may read through a
  /// manifest: one that is kept by a project which it is a member of, at this moment, and only what
  /// that manifest names. The others are absent.
  Map<Digest, Place> locate(AccountId account, Digest through, Collection<Digest> digests)
      throws IOException;

  /// Where these blobs lie, of those that an agent has to read: those of the workspaces and the
  /// inputs of jobs that are its own and have not ended, whosever they are. The others are absent.
  Map<Digest, Place> locate(AgentName agent, Collection<Digest> digests) throws IOException;

  /// Makes blobs BAD that were read and whose bytes are not what their names say: they are missing
  /// for uploads until one brings them anew. A blob that lies in another object by now stays as it
  /// is: it has been mended since it was read. Repeatable.
  ///
  /// @return those that do lie where they were read
  Set<Digest> markBad(Collection<Spot> damaged) throws IOException;

  /// Makes every blob BAD that lies in an object whose file is gone.
  void markGone(long object) throws IOException;

  /// Makes BAD blobs LIVE again that were read once more, where they lie, and are right.
  void markSound(Collection<Spot> sound) throws IOException;

  /// Leaves out so many numbers: no object that is announced from now on gets one of them.
  void skipNumbers(long count) throws IOException;

  /// Makes every PENDING object DELETING; for the start of a server, before it serves.
  void abandonPending() throws IOException;

  /// Objects whose bytes are to be deleted, at most `max`.
  List<StoredObject> dying(int max) throws IOException;

  /// Forgets an object whose bytes are gone.
  void forget(long object) throws IOException;

  /// Every object row, in order of number, for checks.
  void eachObject(Consumer<StoredObject> visitor) throws IOException;

  /// The blobs that lie in an object, in the order of their offsets.
  List<StoredBlob> blobsIn(long object) throws IOException;

  /// Every blob row, in order of number, that lies in no LIVE object, for checks.
  void eachStray(Consumer<StoredBlob> visitor) throws IOException;

  /// An object that is about to get its final name.
  ///
  /// @param kind the letter of the object's kind
  record NewObject(char kind, Digest sha256, long sizeBytes) {}

  /// An object with its final name, and what lies in it.
  record LiveObject(long object, List<Extent> extents) {
    public LiveObject {
      extents = List.copyOf(extents);
    }
  }

  /// A blob's place in an object.
  ///
  /// @param offset where its stored bytes begin
  /// @param storedBytes how many they are
  /// @param sizeBytes how many they are once decoded
  /// @param codec 0 raw, 1 zstd
  record Extent(Digest digest, long offset, long storedBytes, long sizeBytes, int codec) {}

  /// Where a blob lies.
  ///
  /// @param objectKind the letter of its object's kind
  /// @param object its object's number
  /// @param objectSha256 the digest of its object's bytes
  /// @param bad whether its bytes were found to be damaged there
  record Place(char objectKind, long object, Digest objectSha256, Extent extent, boolean bad) {
    /// The blob in this object.
    public Spot spot() {
      return new Spot(extent.digest(), object);
    }
  }

  /// A blob in the object in which somebody has read it. Objects' numbers are never given out
  /// again, so it can be told whether the blob still lies there.
  record Spot(Digest digest, long object) {}

  /// An object row.
  record StoredObject(long object, char kind, Digest sha256, long sizeBytes, ObjectState state) {}

  /// A blob row; `object` is 0 when it has no object any more.
  record StoredBlob(long blob, long object, Extent extent, BlobState state) {
    /// The blob in its object.
    public Spot spot() {
      return new Spot(extent.digest(), object);
    }
  }

  /// The life of an object.
  enum ObjectState {
    PENDING,
    LIVE,
    DELETING,
    QUARANTINED
  }

  /// The life of a blob.
  enum BlobState {
    LIVE,
    CONDEMNED,
    BAD
  }
}

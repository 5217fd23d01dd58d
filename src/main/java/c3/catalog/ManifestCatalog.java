package c3.catalog;

import c3.catalog.DatasetCatalog.Dataset;
import c3.model.AccountId;
import c3.model.Digest;
import c3.model.JobId;
import c3.model.ManifestKind;
import c3.model.ManifestSummary;
import c3.model.SessionId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Committed manifests: the roots of everything that is kept. This is W7 of docs/format.md, the
/// only commit point.
public interface ManifestCatalog {
  /// Commits a workspace's manifest. One transaction checks that the session is OPEN and holds
  /// every blob that the manifest names and its own, none of them BAD, inserts the manifest,
  /// charges it where its kind is charged, and ends the session. Repeating it with the same
  /// manifest on a COMMITTED session succeeds. Throws `C3Exception` SESSION_CLOSED otherwise.
  CommitResult commit(Commit commit) throws IOException;

  /// The newest manifest of this digest that the account has committed; any kind.
  Optional<ManifestSummary> find(AccountId account, Digest manifest) throws IOException;

  /// What the account is charged for, in bytes, each distinct content once.
  long chargedBytes(AccountId account) throws IOException;

  /// The same, counted anew from the manifests' own id sets; for checks.
  long recountedBytes(AccountId account) throws IOException;

  /// How much of what the account keeps a portion of it takes up.
  Share share(AccountId account, Portion portion) throws IOException;

  /// Every LIVE manifest, for checks.
  void each(Consumer<Committed> visitor) throws IOException;

  /// What keeps the manifest of a number; absent for a workspace.
  Optional<Keeper> keeper(long manifest) throws IOException;

  /// What is to be committed.
  ///
  /// @param kind only JOB and DATASET are charged
  /// @param files what the manifest lists
  record Commit(SessionId session, ManifestKind kind, ManifestSummary manifest, Files files) {}

  /// Reads the files of a manifest that is to be committed. Asked once, or not at all when the
  /// commit is decided without it, and never inside a transaction, so that it may ask the catalog.
  /// It may ask from another thread, one question after the other.
  interface Files {
    /// Has every digest looked up, in batches of bounded size, and throws what speaks against the
    /// manifest.
    void check(Lookup lookup) throws IOException;
  }

  /// Finds blobs for a commit, which keeps those that it was asked for.
  interface Lookup {
    /// Stands for the size of a blob that the session does not hold.
    long UNKNOWN_BYTES = -1;

    /// The size of each of these blobs, in bytes and in their order. A digest may be there twice,
    /// and asked for again. The empty blob's is 0, and counts as held.
    long[] sizes(List<Digest> digests) throws IOException;
  }

  /// Streams digests; may repeat one. Never asked inside a transaction.
  interface Contents {
    /// Hands over every digest in batches of bounded size.
    void each(Consumer<Collection<Digest>> batches) throws IOException;
  }

  /// How a commit went.
  sealed interface CommitResult {
    /// It is durable.
    record Done(ManifestSummary manifest) implements CommitResult {}

    /// It was refused: these blobs are not held; upload them again. At most 10,000 are named.
    record Lost(List<Digest> blobs) implements CommitResult {
      public Lost {
        blobs = List.copyOf(blobs);
      }
    }

    /// Nothing was committed, since the job's transition changed nothing; only of `JobCatalog`.
    record Unneeded() implements CommitResult {}
  }

  /// What keeps a charged manifest.
  sealed interface Keeper {
    /// A job that left it.
    record OfJob(JobId job) implements Keeper {}

    /// A version of a dataset.
    record OfVersion(Dataset dataset, long number) implements Keeper {}
  }

  /// A portion of what an account keeps.
  ///
  /// @param whole whose manifests belong to it as a whole
  /// @param partly of whose manifests `parts` are parts; what else these have is not counted, and
  ///   does not make the parts less unique
  /// @param parts the digests of the parts' files; those that the account does not possess count as
  ///   nothing
  record Portion(Set<Keeper> whole, Set<Keeper> partly, Contents parts) {
    public Portion {
      whole = Set.copyOf(whole);
      partly = Set.copyOf(partly);
    }
  }

  /// A share of what an account keeps, in bytes.
  ///
  /// @param distinctBytes each distinct content once
  /// @param uniqueBytes of these, what no other charged manifest of the account has
  /// @param others some of those that have the rest of it too, the newest first; at most 5
  record Share(long distinctBytes, long uniqueBytes, List<Keeper> others) {
    public Share {
      others = List.copyOf(others);
    }
  }

  /// A manifest row, for checks.
  ///
  /// @param blobs how many distinct blobs its id set holds
  record Committed(
      long number, AccountId account, ManifestKind kind, ManifestSummary manifest, long blobs) {}
}

package c3.catalog;

import c3.catalog.ManifestCatalog.Commit;
import c3.catalog.ManifestCatalog.CommitResult;
import c3.model.AccountId;
import c3.model.DatasetName;
import c3.model.ManifestSummary;
import c3.model.ProjectName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Datasets: names under which manifests are kept, one numbered version after the other. A number
/// is never given out twice, also when its version, or the whole dataset, was removed meanwhile. A
/// dataset without versions is not there.
public interface DatasetCatalog {
  /// Commits a manifest as the next version of a dataset of the session's account; see
  /// `ManifestCatalog.commit`. Dataset and project are made when they do not exist. When the newest
  /// version is this very manifest, it stays the newest and nothing is added. Repeating it with the
  /// same manifest on a COMMITTED session gives the same version.
  VersionCommit commit(Dataset dataset, Commit commit) throws IOException;

  /// The same for a dataset of another account's project: that account is charged, and possesses
  /// from then on what the session has proven to hold. Throws `C3Exception` NOT_FOUND when, in the
  /// transaction that commits, the session's account may not write to the project.
  ///
  /// @param dataset of a project
  VersionCommit commit(AccountId owner, Dataset dataset, Commit commit) throws IOException;

  /// A version.
  ///
  /// @param number which one; absent: the newest
  Optional<Version> find(AccountId account, Dataset dataset, Optional<Long> number)
      throws IOException;

  /// Whether there ever was a version of this number, removed or not.
  boolean wasThere(AccountId account, Dataset dataset, long number) throws IOException;

  /// Versions whose numbers lie below one, newest first.
  List<Version> versions(AccountId account, Dataset dataset, long below, int max)
      throws IOException;

  /// The datasets of a project, or those of none, whose names come behind a text, by name.
  ///
  /// @param after empty for the start
  List<Listed> list(AccountId account, Optional<ProjectName> project, String after, int max)
      throws IOException;

  /// Removes a version: in one transaction it is kept no longer and what only it charged is
  /// released. Its bytes stay until a sweep. One that was removed stays so. Throws `C3Exception`
  /// NOT_FOUND when there never was one of that number.
  void remove(AccountId account, Dataset dataset, long number) throws IOException;

  /// Which dataset of an account.
  ///
  /// @param project the project that has it; absent: it belongs to none
  record Dataset(Optional<ProjectName> project, DatasetName name) {}

  /// A version of a dataset.
  ///
  /// @param number from 1
  record Version(long number, ManifestSummary manifest, Instant created) {}

  /// A dataset in a list.
  record Listed(DatasetName name, Version newest) {}

  /// How a commit went, and the version when it is done.
  record VersionCommit(CommitResult result, Optional<Version> version) {}
}

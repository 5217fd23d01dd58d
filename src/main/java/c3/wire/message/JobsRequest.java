package c3.wire.message;

import c3.model.JobId;
import c3.model.ProjectName;
import java.util.Optional;

/// Asks for a list of jobs, newest first.
///
/// @param project only this project's
/// @param idPrefix only ids that begin so; empty for all
/// @param withArtifacts only ended jobs that have left something
/// @param olderThan only jobs whose id comes before this one: where the page before ended
/// @param max how many at most; a server may answer fewer
public record JobsRequest(
    Optional<ProjectName> project,
    String idPrefix,
    boolean withArtifacts,
    Optional<JobId> olderThan,
    int max) {
  /// The newest jobs of any project.
  public static JobsRequest newest(int max) {
    return new JobsRequest(Optional.empty(), "", false, Optional.empty(), max);
  }
}

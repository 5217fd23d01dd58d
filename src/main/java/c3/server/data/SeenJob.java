package c3.server.data;

import c3.catalog.ProjectCatalog.Access;
import c3.model.AccountId;
import c3.model.C3Exception;
import c3.model.ErrorCode;
import c3.model.Job;
import c3.model.Role;

/// A job as one account sees it.
///
/// @param owner in whose account it is
/// @param job its project by the name that the account which looks says
/// @param steerable whether that account may cancel and recover it
public record SeenJob(AccountId owner, Job job, boolean steerable) {
  /// A job in a project where somebody may do something.
  ///
  /// @param sent whether they submitted it themselves
  static SeenJob of(Job job, Access access, boolean sent) {
    boolean steerable = access.role() == Role.OWNER || (sent && access.role().covers(Role.WRITER));
    return new SeenJob(access.owner(), job.in(access.said()), steerable);
  }

  /// What became of the job, as the same account sees it.
  public Job after(Job changed) {
    return changed.in(job.spec().project());
  }

  /// Throws `C3Exception` FORBIDDEN unless the account may cancel and recover it: the owner of its
  /// project may, and who submitted it while still a writer.
  public void requireSteerable() throws C3Exception {
    if (!steerable) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN,
          "only the owner of %s, and who submitted it, may do that to %s"
              .formatted(job.spec().project(), job.id()));
    }
  }
}

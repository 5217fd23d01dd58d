package c3.catalog;

import c3.model.AccountId;
import c3.model.AccountName;
import c3.model.JobId;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Who may do what in which project. A project lies in its owner's account; others are its members.
/// One that was removed from the server is no member any more, and shares nothing.
public interface ProjectCatalog {
  /// What an account may do in a project by the name that it says. Its own need not exist yet. Of
  /// another's, absent unless it is a member, whether there is such a project or not.
  Optional<Access> find(AccountId account, ProjectName name) throws IOException;

  /// What an account may do in the project of a job; absent when it is not its own and it is no
  /// member, whether there is such a job or not.
  Optional<Access> ofJob(AccountId account, JobId job) throws IOException;

  /// An account's own projects and those that it is a member of, by the name that it says.
  ///
  /// @param after only names that come behind this text; empty for the start
  List<Membership> list(AccountId account, String after, int max) throws IOException;

  /// The owner of a project, then its members by name. Throws `C3Exception` NOT_FOUND when the
  /// owner has no such project.
  List<Member> members(AccountId owner, ProjectName project) throws IOException;

  /// Makes an account a member, or gives a member another role, from when this returns. Throws
  /// `C3Exception` NOT_FOUND when the owner has no such project, and INVALID when it has too many
  /// members already.
  ///
  /// @param user another account than the owner
  /// @param role READER or WRITER
  void share(AccountId owner, ProjectName project, AccountId user, Role role) throws IOException;

  /// Makes an account no member any more; from when this returns it reads nothing of the project.
  /// One that is none stays so.
  void unshare(AccountId owner, ProjectName project, AccountId user) throws IOException;

  /// What somebody may do in a project.
  ///
  /// @param owner in whose account it lies
  /// @param project its name as the owner says it
  /// @param role what they may do
  record Access(AccountId owner, AccountName ownerName, ProjectName project, Role role) {
    /// The name as somebody says it who may do this.
    public ProjectName said() {
      return role == Role.OWNER ? project : project.of(ownerName);
    }
  }
}

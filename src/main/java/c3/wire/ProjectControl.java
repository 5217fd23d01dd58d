package c3.wire;

import c3.model.AccountName;
import c3.model.Member;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import java.io.IOException;
import java.util.List;

/// What a person may ask about projects and who works in them. Every call is repeatable. Throws
/// `C3Exception` NOT_FOUND for a project that is not for the caller, whether there is one or not,
/// and FORBIDDEN to a member who asks for what only the owner may.
public interface ProjectControl {
  /// The caller's own projects and those shared with them, by name; at most 10,000.
  List<Membership> projects() throws IOException;

  /// The owner of a project, then its members by name.
  List<Member> members(ProjectName project) throws IOException;

  /// Makes a user a member of the caller's project, or gives a member another role. Throws
  /// NOT_FOUND for a user that is not there, and INVALID for the owner.
  ///
  /// @param role READER or WRITER
  Member share(ProjectName project, AccountName user, Role role) throws IOException;

  /// Ends a membership at once: of anybody in the caller's own project, or the caller's own. One
  /// that is no member stays so.
  void unshare(ProjectName project, AccountName user) throws IOException;
}

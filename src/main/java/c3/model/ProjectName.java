package c3.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a project as somebody says it: lowercase letters, digits and hyphens, 1 to 100 of
/// them. Alone it is one of the speaker's own, always; another's stands behind its owner's name and
/// a dot, as in `ann.digits`.
public record ProjectName(String text) {
  private static final Pattern FORM =
      Pattern.compile("(?:([a-z][a-z0-9-]{0,39})\\.)?([a-z0-9-]{1,100})");

  /// Throws `IllegalArgumentException` when the text is not a name.
  public ProjectName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a project's name has only a-z, 0-9 and -, at most 100 of them: " + text);
    }
  }

  /// Whose it is; absent: the speaker's.
  public Optional<AccountName> owner() {
    return Optional.ofNullable(parts().group(1)).map(AccountName::new);
  }

  /// The name as its owner says it.
  public ProjectName plain() {
    return new ProjectName(parts().group(2));
  }

  /// The name as others say it than its owner.
  public ProjectName of(AccountName owner) {
    return new ProjectName(owner + "." + parts().group(2));
  }

  private Matcher parts() {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a name any more: " + text);
    }
    return matcher;
  }

  @Override
  public String toString() {
    return text;
  }
}

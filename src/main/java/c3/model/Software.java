package c3.model;

import java.util.regex.Pattern;

/// The surroundings that a script asks for.
public sealed interface Software {
  /// What a machine needs to have to make them, as an agent calls it in a poll.
  String tool();

  /// Python packages, installed with uv from a lock.
  ///
  /// @param folder holds `pyproject.toml` and `uv.lock`; the root for the workspace itself
  record Python(EntryPath folder) implements Software {
    /// The program that installs them.
    public static final String UV = "uv";

    @Override
    public String tool() {
      return UV;
    }
  }

  /// A container image. Throws `IllegalArgumentException` when it has no name that an engine can be
  /// given: on a command line, one that begins with a dash would be an option, and open anything.
  ///
  /// @param image printable ASCII without spaces
  /// @param cuda whether the container sees the machine's GPUs
  record Container(String image, boolean cuda) implements Software {
    private static final Pattern IMAGE = Pattern.compile("(?!-)[\\x21-\\x7e]+");

    /// Whatever runs containers.
    public static final String ENGINE = "container-engine";

    public Container {
      if (!IMAGE.matcher(image).matches()) {
        throw new IllegalArgumentException("`" + image + "` is not an image's name");
      }
    }

    @Override
    public String tool() {
      return ENGINE;
    }
  }
}

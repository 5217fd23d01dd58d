package c3.model;

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

  /// A container image.
  ///
  /// @param cuda whether the container sees the machine's GPUs
  record Container(String image, boolean cuda) implements Software {
    /// Whatever runs containers.
    public static final String ENGINE = "container-engine";

    @Override
    public String tool() {
      return ENGINE;
    }
  }
}

package c3.model;

/// The surroundings that a script asks for.
public sealed interface Software {
  /// Python packages, installed with uv from a lock.
  ///
  /// @param folder holds `pyproject.toml` and `uv.lock`; the root for the workspace itself
  record Python(EntryPath folder) implements Software {}

  /// A container image.
  ///
  /// @param cuda whether the container sees the machine's GPUs
  record Container(String image, boolean cuda) implements Software {}
}

package c3.store.check;

import c3.model.Digest;
import java.util.ArrayList;
import java.util.List;

/// An object with which something is wrong, and what that hits. For one thread.
final class DamagedObject {
  private static final int PATHS_MAX = 10;

  private final Finding.Kind kind;
  private final String what;
  private final List<String> paths = new ArrayList<>();
  private long hits;
  private long blobs;
  private Digest first = Digest.EMPTY;

  /// @param what the object's name and what is wrong with it
  DamagedObject(Finding.Kind kind, String what) {
    this.kind = kind;
    this.what = what;
  }

  /// A blob in it cannot be had.
  void blob(Digest blob) {
    if (blobs == 0) {
      first = blob;
    }
    blobs++;
  }

  /// A file that consists of such a blob.
  void hits(String path) {
    if (paths.size() < PATHS_MAX) {
      paths.add(path);
    }
    hits++;
  }

  /// What there is to say of it.
  Finding finding() {
    boolean lost = hits > 0 && kind != Finding.Kind.UNREADABLE;
    return new Finding(kind, what + "; " + consequence(), lost, paths, hits - paths.size());
  }

  private String consequence() {
    if (blobs == 0) {
      return "every blob in it is right";
    }
    String which = blobs == 1 ? "blob " + first : blobs + " of its blobs";
    return which + " cannot be had" + (hits == 0 ? ", which nothing that is kept needs" : "");
  }
}

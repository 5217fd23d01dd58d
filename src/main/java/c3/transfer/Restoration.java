package c3.transfer;

import c3.model.Entry;
import c3.model.EntryPath;
import c3.model.Limits;
import c3.posix.DirectoryHandle;
import c3.posix.FileStatus;
import c3.transfer.Downloader.Others;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One download under way: gathers files into batches, with their directories open, and makes
/// directories and links itself. For one thread.
final class Restoration {
  private static final int FOLDERS_MAX = 256;
  private static final int BATCH_MAX = 4_096;

  /// The first batch is small, so that files are brought soon while others are still gathered; once
  /// one is full, the next may have so many times more.
  private static final int FIRST_BATCH = 256;

  private static final int GROWTH = 4;
  private static final String IN_THE_WAY = "something else stands where its folder must be";

  private final Folders folders;
  private final FileBringer bringer;
  private final Tally tally;
  private final int batchMax;
  private int batchSize;
  private final Others others;
  private final List<Wanted> batch = new ArrayList<>();
  private boolean linkSeen;

  /// A file of a batch.
  ///
  /// @param path where it goes below the target
  /// @param folder its directory there
  /// @param others what becomes of a file that has its name
  record Wanted(Entry.File file, EntryPath path, DirectoryHandle folder, Others others) {}

  Restoration(Folders folders, FileBringer bringer, Tally tally, Limits limits, Others others) {
    this.folders = folders;
    this.bringer = bringer;
    this.tally = tally;
    this.batchMax = Math.min(BATCH_MAX, limits.digestsPerCallMax());
    this.batchSize = Math.min(FIRST_BATCH, batchMax);
    this.others = others;
  }

  /// Takes an entry; links wait for their own turn.
  void add(Entry entry, EntryPath path) throws IOException {
    if (batch.size() >= batchSize || folders.size() >= FOLDERS_MAX) {
      finishBatch();
    }
    switch (entry) {
      case Entry.File file -> {
        tally.found(file);
        folder(path).ifPresent(folder -> batch.add(new Wanted(file, path, folder, others)));
      }
      case Entry.Directory directory -> {
        try {
          folders.at(path);
        } catch (NotDirectoryException e) {
          tally.lost(path, IN_THE_WAY);
        }
      }
      case Entry.Link _ -> linkSeen = true;
    }
  }

  /// Whether there is a link to make once the files are there.
  boolean hasLinks() {
    return linkSeen;
  }

  private void finishBatch() throws IOException {
    List<Wanted> gathered = List.copyOf(batch);
    batch.clear();
    if (gathered.size() == batchSize) {
      batchSize = Math.min(batchSize * GROWTH, batchMax);
    }
    bringer.bring(gathered, folders.release());
  }

  /// Returns when every file that was gathered is there, kept or lost.
  void finishFiles() throws IOException {
    finishBatch();
    bringer.finish();
  }

  /// Makes a link that says what the manifest says, unless one is there that does.
  void link(Entry.Link link, EntryPath path) throws IOException {
    if (folders.size() >= FOLDERS_MAX) {
      folders.clear();
    }
    Optional<DirectoryHandle> folder = folder(path);
    if (folder.isEmpty()) {
      return;
    }
    byte[] name = path.name().bytes();
    byte[] target = link.target().bytes();
    try {
      folder.get().symbolicLink(target, name);
    } catch (FileAlreadyExistsException e) {
      replace(folder.get(), name, target, path);
    }
  }

  private void replace(DirectoryHandle folder, byte[] name, byte[] target, EntryPath path)
      throws IOException {
    Optional<FileStatus> there = folder.status(name);
    boolean isLink = there.isPresent() && there.get().kind() == FileStatus.Kind.LINK;
    if (isLink && Arrays.equals(folder.readLink(name), target)) {
      return;
    }
    boolean isDirectory = there.isPresent() && there.get().kind() == FileStatus.Kind.DIRECTORY;
    if (others == Others.KEPT || isDirectory) {
      tally.kept(path);
      return;
    }
    folder.delete(name);
    folder.symbolicLink(target, name);
  }

  private Optional<DirectoryHandle> folder(EntryPath path) throws IOException {
    try {
      return Optional.of(folders.at(path.parent()));
    } catch (NotDirectoryException e) {
      tally.lost(path, IN_THE_WAY);
      return Optional.empty();
    }
  }
}

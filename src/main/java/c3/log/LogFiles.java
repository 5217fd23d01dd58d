package c3.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The files of one log, oldest first. A file is named by the offset of its first byte and its size
/// says how many bytes it holds, so names and sizes are the whole state: there is no header that a
/// crash could leave behind the bytes.
final class LogFiles {
  private static final int NAME_DIGITS = 19;

  /// One file.
  ///
  /// @param start the offset of its first byte
  /// @param size the bytes it holds
  record Piece(long start, long size) {
    long end() {
      return start + size;
    }
  }

  private final Path directory;
  private final List<Piece> pieces = new ArrayList<>();

  /// Reads what is there and removes what a crash between two steps left over, so that at most one
  /// gap remains.
  LogFiles(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
    list();
    if (pieces.isEmpty() || pieces.getFirst().start() != 0) {
      pieces.addFirst(new Piece(0, 0));
      Files.createFile(path(0));
    }
    healGaps();
  }

  private void list() throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path file : found) {
        String name = file.getFileName().toString();
        if (name.length() == NAME_DIGITS && name.chars().allMatch(Character::isDigit)) {
          pieces.add(new Piece(Long.parseLong(name), Files.size(file)));
        }
      }
    }
    pieces.sort(Comparator.comparingLong(Piece::start));
  }

  /// The last unbroken run of files is the tail. Files between the beginning and that run are what
  /// an append after a gap had yet to delete.
  private void healGaps() throws IOException {
    int tail = pieces.size() - 1;
    while (tail > 1 && pieces.get(tail - 1).end() == pieces.get(tail).start()) {
      tail--;
    }
    while (tail > 1) {
      drop(1);
      tail--;
    }
  }

  Path path(long start) {
    return directory.resolve(("%0" + NAME_DIGITS + "d").formatted(start));
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  Piece last() {
    return pieces.getLast();
  }

  /// Notes that the newest file now holds this many bytes.
  void lastHolds(long size) {
    pieces.set(pieces.size() - 1, new Piece(last().start(), size));
  }

  void add(long start) throws IOException {
    Files.createFile(path(start));
    pieces.add(new Piece(start, 0));
  }

  /// Deletes the files of the tail that end at or before the offset.
  void dropTailUntil(long offset) throws IOException {
    while (pieces.size() > 2 && pieces.get(1).end() <= offset) {
      drop(1);
    }
  }

  /// Deletes the tail but for its newest file.
  void dropTailBeforeLast() throws IOException {
    while (pieces.size() > 2) {
      drop(1);
    }
  }

  private void drop(int index) throws IOException {
    Files.deleteIfExists(path(pieces.get(index).start()));
    pieces.remove(index);
  }
}

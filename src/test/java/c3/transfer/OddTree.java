package c3.transfer;

import c3.posix.DirectoryHandle;
import c3.posix.NewFile;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Makes trees with everything in them that Linux allows and people get wrong.
public final class OddTree implements Closeable {
  private static final int MODE = 0644;
  private static final int EXECUTABLE_MODE = 0755;

  private final DirectoryHandle root;

  public OddTree(Path root) throws IOException {
    this.root = DirectoryHandle.open(root);
  }

  /// One of each: names, kinds, modes, times, sizes.
  public static void make(Path root) throws IOException {
    try (OddTree tree = new OddTree(root)) {
      tree.file(
          "plain.txt",
          "content".getBytes(StandardCharsets.UTF_8),
          false,
          1_700_000_000_123_456_789L);
      tree.file("run.sh", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), true, 0);
      tree.file("before 1970", new byte[] {1}, false, -1_500_000_001L);
      tree.file("empty", new byte[0], false, 5);
      tree.file("again/plain copy", "content".getBytes(StandardCharsets.UTF_8), false, 6);
      tree.file("again/empty", new byte[0], true, 7);
      tree.file(new byte[] {'n', (byte) 0xff, (byte) 0xfe}, new byte[] {2}, false, 8);
      tree.file("new\nline\tand \\ \" ' * ? $HOME `id` %41", new byte[] {3}, false, 9);
      tree.file("n".repeat(255), new byte[] {4}, false, 10);
      tree.file("deep/".repeat(300) + "file", new byte[] {5}, false, 11);
      tree.file("a.b", new byte[] {6}, false, 12);
      tree.file("a/b", new byte[] {7}, false, 13);
      tree.file(".hidden/..x/...", new byte[] {8}, false, 14);
      tree.file("\uFFFD replaced \u00fc", new byte[] {9}, false, 15);
      tree.link("links/absolute", "/etc/passwd");
      tree.link("links/slashes", "x//y/");
      tree.link("links/dangling", "nowhere");
      tree.link("links/up", "../../..");
      tree.link("links/directory", "../a");
      tree.link("links/loop", "loop");
      tree.directory("empty directory");
      tree.directory("holds/empty/ones");
    }
  }

  /// A random tree; the same seed gives the same tree.
  public static void make(Path root, RandomGenerator random) throws IOException {
    try (OddTree tree = new OddTree(root)) {
      int count = 1 + random.nextInt(60);
      for (int i = 0; i < count; i++) {
        byte[] path = path(random);
        switch (random.nextInt(8)) {
          case 0 -> tree.directory(path);
          case 1 -> tree.link(path, name(random, 50));
          default ->
              tree.file(path, content(random), random.nextBoolean(), random.nextLong(1L << 61));
        }
      }
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      // A name came up twice: what is there by now is a tree too.
    }
  }

  private static byte[] path(RandomGenerator random) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.writeBytes(("d" + random.nextInt(3) + "/").getBytes(StandardCharsets.UTF_8));
    }
    path.writeBytes(name(random, 40));
    return path.toByteArray();
  }

  private static byte[] name(RandomGenerator random, int longest) {
    byte[] name = new byte[1 + random.nextInt(longest)];
    for (int i = 0; i < name.length; i++) {
      do {
        name[i] = (byte) random.nextInt(256);
      } while (name[i] == 0 || name[i] == '/' || name[i] == '.');
    }
    return name;
  }

  private static byte[] content(RandomGenerator random) {
    byte[] content = new byte[random.nextInt(random.nextInt(6) == 0 ? 40_000 : 50)];
    random.nextBytes(content);
    return content;
  }

  private void file(String path, byte[] content, boolean executable, long modified)
      throws IOException {
    file(path.getBytes(StandardCharsets.UTF_8), content, executable, modified);
  }

  public void file(byte[] path, byte[] content, boolean executable, long modified)
      throws IOException {
    in(
        path,
        (directory, name) -> {
          try (NewFile file = directory.newFile(executable ? EXECUTABLE_MODE : MODE)) {
            file.content().write(ByteBuffer.allocateDirect(content.length).put(content).flip());
            file.content().setModified(modified);
            file.name(name);
          }
        });
  }

  private void link(String path, String target) throws IOException {
    link(path.getBytes(StandardCharsets.UTF_8), target.getBytes(StandardCharsets.UTF_8));
  }

  private void link(byte[] path, byte[] target) throws IOException {
    in(path, (directory, name) -> directory.symbolicLink(target, name));
  }

  private void directory(String path) throws IOException {
    directory(path.getBytes(StandardCharsets.UTF_8));
  }

  private void directory(byte[] path) throws IOException {
    in(path, (directory, name) -> directory.make(name));
  }

  private interface Making {
    void in(DirectoryHandle directory, byte[] name) throws IOException;
  }

  private void in(byte[] path, Making making) throws IOException {
    in(root, path, 0, making);
  }

  private static void in(DirectoryHandle directory, byte[] path, int from, Making making)
      throws IOException {
    int slash = from;
    while (slash < path.length && path[slash] != '/') {
      slash++;
    }
    byte[] name = Arrays.copyOfRange(path, from, slash);
    if (slash == path.length) {
      making.in(directory, name);
      return;
    }
    try (DirectoryHandle child = directory.openOrMake(name)) {
      in(child, path, slash + 1, making);
    }
  }

  @Override
  public void close() {
    root.close();
  }
}

package c3.posix;

/// Linux's numbers. Those of `open` and of calls differ between processors.
final class Flags {
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  static final int NONE = 0;
  static final int O_RDONLY = 0;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0x40;
  static final int O_EXCL = 0x80;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
  static final int O_DIRECT = ARM ? 0x10000 : 0x4000;
  static final int O_TMPFILE = 0x400000 | O_DIRECTORY;

  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_REMOVEDIR = 0x200;
  static final int AT_SYMLINK_FOLLOW = 0x400;
  static final int AT_EMPTY_PATH = 0x1000;
  static final int STATX_BASIC_STATS = 0x7ff;

  static final int SEEK_SET = 0;
  static final long SYS_GETDENTS64 = ARM ? 61 : 217;

  static final int F_GETFL = 3;
  static final int F_SETFL = 4;
  static final int F_SETSIG = 10;
  static final int F_SETLEASE = 1024;
  static final int F_GETLEASE = 1025;
  static final int F_RDLCK = 0;
  static final int F_UNLCK = 2;
  static final int SIGURG = 23;
  static final int SYNC_FILE_RANGE_WRITE = 2;
  static final int FICLONE = 0x40049409;

  private Flags() {}
}

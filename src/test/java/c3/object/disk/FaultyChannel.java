package c3.object.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// A file of a `FaultyDisk`: each write and each force may fail.
final class FaultyChannel extends FileChannel {
  private final FileChannel channel;
  private final Path file;
  private final FaultyDisk.Fault fault;

  FaultyChannel(FileChannel channel, Path file, FaultyDisk.Fault fault) {
    this.channel = channel;
    this.file = file;
    this.fault = fault;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return channel.read(targets, offset, length);
  }

  @Override
  public int read(ByteBuffer target, long at) throws IOException {
    return channel.read(target, at);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    fault.before("write", file);
    return channel.write(source);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    fault.before("write", file);
    return channel.write(sources, offset, length);
  }

  @Override
  public int write(ByteBuffer source, long at) throws IOException {
    fault.before("write", file);
    return channel.write(source, at);
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public FileChannel position(long at) throws IOException {
    channel.position(at);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    fault.before("write", file);
    channel.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    fault.before("force", file);
    channel.force(metaData);
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    return channel.transferTo(from, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
    fault.before("write", file);
    return channel.transferFrom(source, to, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long count) throws IOException {
    return channel.map(mode, from, count);
  }

  @Override
  public FileLock lock(long from, long count, boolean shared) throws IOException {
    return channel.lock(from, count, shared);
  }

  @Override
  public FileLock tryLock(long from, long count, boolean shared) throws IOException {
    return channel.tryLock(from, count, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }
}

package c3.object;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Objects in memory, for tests.
public final class MemoryObjectStore implements ObjectStore {
  private final Map<ObjectKey, byte[]> objects = new ConcurrentHashMap<>();

  @Override
  public void publish(List<Publication> drafts) throws IOException {
    for (Publication draft : drafts) {
      boolean there = Files.exists(draft.draft());
      if (objects.containsKey(draft.key())) {
        if (there) {
          throw new FileAlreadyExistsException(draft.key().toString());
        }
      } else {
        objects.put(draft.key(), Files.readAllBytes(draft.draft()));
        Files.delete(draft.draft());
      }
    }
  }

  @Override
  public InputStream open(ObjectKey key, long offset, long length) throws IOException {
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      throw new NoSuchFileException(key.toString());
    }
    if (length > bytes.length - offset) {
      throw new EOFException(key.toString());
    }
    return new ByteArrayInputStream(bytes, (int) offset, (int) length);
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    objects.keySet().removeAll(keys);
  }

  @Override
  public Stream<Found> list() {
    return objects.entrySet().stream().map(o -> new Found(o.getKey(), o.getValue().length));
  }
}

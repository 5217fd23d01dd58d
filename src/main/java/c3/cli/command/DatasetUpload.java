package c3.cli.command;

import c3.cli.command.Connector.Connection;
import c3.cli.command.Publishing.Published;
import c3.cli.command.Publishing.Sender;
import c3.cli.local.Home;
import c3.cli.terminal.Amounts;
import c3.cli.terminal.Output;
import c3.collect.Collector;
import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.Digest;
import c3.model.EntryPath;
import c3.model.ErrorCode;
import c3.model.ManifestSummary;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.model.Role;
import c3.store.SessionRequest;
import c3.transfer.upload.UploadSettings;
import c3.wire.message.Located;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes a version of a dataset out of a folder or a file of this machine, or of what the server
/// has. Everything in a folder is sent, whatever `.gitignore` says, but for c3's own folder. A
/// version that is the same as the newest is not made.
///
/// An upload that was interrupted, also by a kill, goes on when it is started again: its session is
/// found by what is sent, whereto, and the version before. When that session has ended meanwhile,
/// another one is begun; what arrived is not sent again.
final class DatasetUpload {
  private final Context context;
  private final Connection server;
  private final String source;
  private final DataPath.InDataset target;

  /// @param source what was typed
  /// @param target likewise
  DatasetUpload(Context context, Connection server, String source, String target)
      throws C3Exception {
    this.context = context;
    this.server = server;
    this.source = source;
    this.target = dataset(source, target);
  }

  private static DataPath.InDataset dataset(String source, String target) throws C3Exception {
    DataPath path;
    try {
      path = DataPath.parse(target);
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, String.valueOf(e.getMessage()));
    }
    if (path instanceof DataPath.InDataset dataset) {
      if (dataset.version() instanceof DatasetVersion.Unsaid && dataset.below().isRoot()) {
        return dataset;
      }
      String whole =
          new DataPath.InDataset(
                  dataset.project(), dataset.dataset(), new DatasetVersion.Unsaid(), EntryPath.ROOT)
              .toString();
      throw new C3Exception(
          ErrorCode.INVALID,
          "a version is uploaded as a whole and never changed: " + target + " is not a dataset",
          Optional.of("c3 data cp " + source + " " + whole));
    }
    String folder = path instanceof DataPath.Datasets list ? list.toString() : "/datasets/";
    throw new C3Exception(
        ErrorCode.INVALID,
        path instanceof DataPath.Datasets
            ? "the dataset needs a name"
            : "only datasets are uploaded to, not " + target,
        Optional.of("c3 data cp " + source + " " + folder + "NAME/"));
  }

  /// Uploads what lies on this machine.
  ///
  /// @param readAll whether files are read that look as they did at the last upload
  void ofThisMachine(boolean readAll, boolean json) throws IOException {
    Path place;
    try {
      place = context.environment().directory().resolve(source).toRealPath();
    } catch (NoSuchFileException e) {
      throw new C3Exception(ErrorCode.NOT_FOUND, "there is no file or folder " + source)
          .causedBy(e);
    }
    EntryPath prefix = Files.isDirectory(place) ? EntryPath.ROOT : name();
    OwnFolder own = OwnFolder.of(Home.of(context.environment()));
    Collector.Root root =
        own.leftOutOf(new Collector.Root(place, place, prefix, Collector.Filter.EVERYTHING));
    own.below(place)
        .ifPresent(path -> context.output().note("leaves out " + path + ", c3's own folder"));
    UploadSettings.Memory memory =
        new UploadSettings.Memory(
            Home.of(context.environment()).uploads(), context.environment().clock(), !readAll);
    make(Publishing.folders(List.of(root), memory), place.toString(), json);
  }

  /// A file goes by the name that was typed, also where that is a link.
  private EntryPath name() throws C3Exception {
    try {
      return EntryPath.of(String.valueOf(Path.of(source).normalize().getFileName()));
    } catch (IllegalArgumentException e) {
      throw new C3Exception(ErrorCode.INVALID, source + ": " + e.getMessage());
    }
  }

  /// Names what the server has.
  void ofServer(boolean json) throws IOException {
    Located from = server.control().locate(source);
    make(Publishing.reference(from, server.blobs(from.manifest())), from.path(), json);
  }

  /// Throws what the commit would, of a project of somebody else: before anything is sent.
  private void requireWritable() throws IOException {
    Optional<ProjectName> others = target.project().filter(name -> name.owner().isPresent());
    if (others.isEmpty()) {
      return;
    }
    server.projects().members(others.get());
    for (Membership membership : server.projects().projects()) {
      if (membership.project().equals(others.get()) && !membership.role().covers(Role.WRITER)) {
        throw new C3Exception(
            ErrorCode.FORBIDDEN,
            "you may only read in " + membership.project(),
            Optional.of("ask " + membership.owner() + " to make you a writer"));
      }
    }
  }

  private void make(Sender sender, String from, boolean json) throws IOException {
    requireWritable();
    Optional<String> before = newest();
    String key =
        "data-cp "
            + Digest.of(
                    (from + "\0" + target + "\0" + before.orElse(""))
                        .getBytes(StandardCharsets.UTF_8))
                .hex();
    Published published;
    try {
      published = publish(sender, open(key));
    } catch (C3Exception e) {
      if (e.code() != ErrorCode.SESSION_CLOSED) {
        throw e;
      }
      published = publish(sender, Publishing.freshKey(context.environment().random()));
    }
    tell(published, before, json);
  }

  /// The key, or a fresh one where an upload of that key has ended, as one that made no version
  /// has. Known before anything is read, so that nothing is read or warned of twice.
  private String open(String key) throws IOException {
    try {
      server.blobs().open(new SessionRequest(key, Optional.empty())).renew();
      return key;
    } catch (C3Exception e) {
      if (e.code() != ErrorCode.SESSION_CLOSED) {
        throw e;
      }
      return Publishing.freshKey(context.environment().random());
    }
  }

  private Published publish(Sender sender, String key) throws IOException {
    return new Publishing(
            server,
            context,
            "stopped uploading; no version was made",
            "  go on   c3 data cp " + source + " " + target)
        .publish(sender, key, Optional.of(target.toString()));
  }

  private Optional<String> newest() throws IOException {
    try {
      return Optional.of(server.control().locate(target.toString()).path());
    } catch (C3Exception e) {
      // A damaged version is no reason not to upload: that is how it is mended.
      if (e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.CORRUPTED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void tell(Published published, Optional<String> before, boolean json) {
    Output output = context.output();
    ManifestSummary manifest = published.committed().manifest();
    String path = published.committed().path().orElse(target.toString());
    long newBytes = published.upload().sent().bytes();
    boolean unchanged = before.filter(path::equals).isPresent();
    if (json) {
      output.json(
          JsonObject.with()
              .put("path", path)
              .put("unchanged", unchanged)
              .put("files", manifest.files())
              .put("bytes", manifest.bytes())
              .put("new_bytes", newBytes)
              .build());
      return;
    }
    output.result(
        path
            + "   "
            + (unchanged ? "unchanged: " : "")
            + Amounts.files(manifest.files())
            + ", "
            + Amounts.size(manifest.bytes())
            + (newBytes > 0 ? ", " + Amounts.size(newBytes) + " new" : ""));
    output.note("  use    datasets: [{ref: " + path + "}]");
  }
}

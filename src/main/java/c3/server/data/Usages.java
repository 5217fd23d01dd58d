package c3.server.data;

import c3.catalog.Catalog;
import c3.catalog.ManifestCatalog;
import c3.catalog.ManifestCatalog.Keeper;
import c3.catalog.ManifestCatalog.Portion;
import c3.catalog.ManifestCatalog.Share;
import c3.model.C3Exception;
import c3.model.DataPath;
import c3.model.DataPath.DatasetVersion;
import c3.model.Digest;
import c3.model.Entry;
import c3.model.ErrorCode;
import c3.model.JobId;
import c3.server.data.Artifacts.Part;
import c3.server.data.Holdings.Whole;
import c3.wire.message.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Counts what the data paths of an account take up. Content that several files share counts once
/// where bytes are distinct; it is unique where no other job's or dataset's kept manifest has it
/// too.
public final class Usages {
  private static final int DIGESTS_PER_BATCH = 1_000;

  private final ManifestCatalog manifests;
  private final Holdings holdings;
  private final Artifacts artifacts;
  private final Scopes scopes;

  public Usages(Catalog catalog, Artifacts artifacts, Scopes scopes) {
    this.manifests = catalog.manifests();
    this.holdings = new Holdings(catalog, scopes.account());
    this.artifacts = artifacts;
    this.scopes = scopes;
  }

  /// What some paths take up together; see `ControlPlane.usage`. A path that lies in another of
  /// them counts once.
  public Usage usage(List<String> paths) throws IOException {
    List<Part> parts = new ArrayList<>();
    List<Whole> whole = new ArrayList<>();
    if (paths.isEmpty()) {
      whole.addAll(holdings.everything());
    }
    for (String text : paths) {
      DataPath path = Artifacts.parse(text);
      scopes.requireOwn(path);
      switch (path) {
        case DataPath.InDataset inDataset when isWhole(inDataset) -> {
          artifacts.requireDataset(inDataset);
          whole.addAll(holdings.ofDataset(DatasetLookup.dataset(inDataset)));
        }
        case DataPath.Inside inside -> parts.add(own(artifacts.part(inside)));
        case DataPath.Root root -> whole.addAll(holdings.everything());
        case DataPath.Projects projects -> whole.addAll(ofProjects());
        case DataPath.Project project -> whole.addAll(holdings.of(project.name()));
        case DataPath.Jobs list -> whole.addAll(holdings.ofJobs(list.project()));
        case DataPath.Datasets list -> whole.addAll(holdings.ofDatasets(list.project()));
      }
    }
    parts.stream()
        .filter(part -> part.node().path().isRoot())
        .forEach(part -> whole.add(new Whole(part.keeper(), part.tree().manifest())));
    return together(distinct(whole), outermost(parts, whole));
  }

  /// A job's id alone may lead into a project of another account, which alone is told of its usage.
  private Part own(Part part) throws IOException {
    if (!part.kept().owner().equals(scopes.account())) {
      throw new C3Exception(
          ErrorCode.FORBIDDEN, part.text() + " is another's, who alone sees what it takes up");
    }
    return part;
  }

  private static boolean isWhole(DataPath.InDataset path) {
    return path.version() instanceof DatasetVersion.Unsaid && path.below().isRoot();
  }

  /// Every job is one of some project's; datasets may be of none.
  private List<Whole> ofProjects() throws IOException {
    return holdings.everything().stream()
        .filter(whole ->
            !(whole.keeper() instanceof Keeper.OfVersion(var dataset, _))
                || dataset.project().isPresent())
        .toList();
  }

  /// What some manifests take up together, each of them once.
  Usage ofWhole(List<Whole> whole) throws IOException {
    return together(whole, List.of());
  }

  private static List<Whole> distinct(List<Whole> whole) {
    Set<Keeper> seen = new HashSet<>();
    return whole.stream().filter(one -> seen.add(one.keeper())).toList();
  }

  /// The parts that lie neither in one of these as a whole nor in another part.
  private static List<Part> outermost(List<Part> parts, List<Whole> whole) {
    Set<Keeper> all = keepers(whole);
    List<Part> kept = new ArrayList<>();
    for (Part part : parts) {
      boolean within =
          all.contains(part.keeper())
              || kept.stream().anyMatch(other -> lies(part, other))
              || parts.stream()
                  .anyMatch(other ->
                      lies(part, other) && !part.node().path().equals(other.node().path()));
      if (!within) {
        kept.add(part);
      }
    }
    return kept;
  }

  private static Set<Keeper> keepers(List<Whole> whole) {
    return whole.stream().map(Whole::keeper).collect(Collectors.toSet());
  }

  private static boolean lies(Part part, Part in) {
    return part.keeper().equals(in.keeper()) && part.node().path().startsWith(in.node().path());
  }

  private Usage together(List<Whole> whole, List<Part> parts) throws IOException {
    long files = 0;
    long bytes = 0;
    for (Whole one : whole) {
      files += one.manifest().files();
      bytes += one.manifest().bytes();
    }
    Set<Keeper> partly = parts.stream().map(Part::keeper).collect(Collectors.toSet());
    Walk walk = new Walk();
    Portion portion = new Portion(keepers(whole), partly, batches -> walk.each(parts, batches));
    Share share = manifests.share(scopes.account(), portion);
    return new Usage(
        files + walk.files,
        bytes + walk.bytes,
        share.distinctBytes(),
        share.uniqueBytes(),
        share.others().stream().map(Usages::path).toList());
  }

  private static String path(Keeper keeper) {
    return switch (keeper) {
      case Keeper.OfJob(JobId job) -> new DataPath.Jobs(Optional.empty()) + job.text() + "/";
      case Keeper.OfVersion(var dataset, long number) ->
          DatasetLookup.path(dataset, number).toString();
    };
  }

  /// Counts files while it streams their digests.
  private static final class Walk {
    private long files;
    private long bytes;
    private final List<Digest> batch = new ArrayList<>();

    void each(List<Part> parts, Consumer<Collection<Digest>> batches) throws IOException {
      for (Part part : parts) {
        part.tree().walk(part.node().path(), entry -> add(entry, batches));
      }
      batches.accept(List.copyOf(batch));
    }

    private void add(Entry entry, Consumer<Collection<Digest>> batches) {
      if (entry instanceof Entry.File file) {
        files++;
        bytes += file.sizeBytes();
        batch.add(file.digest());
        if (batch.size() == DIGESTS_PER_BATCH) {
          batches.accept(List.copyOf(batch));
          batch.clear();
        }
      }
    }
  }
}

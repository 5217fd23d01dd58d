package c3.server.data;

import c3.catalog.JobCatalog;
import c3.model.AccountId;
import c3.model.EntryPath;
import c3.model.ProjectName;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The projects of an account, by name.
final class ProjectsShelf implements Shelf {
  private final JobCatalog jobs;
  private final AccountId account;
  private final Function<ProjectName, Shelf> contents;

  /// @param contents what lies in a project
  ProjectsShelf(JobCatalog jobs, AccountId account, Function<ProjectName, Shelf> contents) {
    this.jobs = jobs;
    this.account = account;
    this.contents = contents;
  }

  @Override
  public Page page(EntryPath after, int max) throws IOException {
    List<Item> items =
        jobs.projects(account, after.toString(), max + 1).stream()
            .map(ProjectsShelf::item)
            .toList();
    return Page.of(items, max);
  }

  @Override
  public Optional<Shelf> directory(EntryPath name) {
    return Optional.of(contents.apply(new ProjectName(name.toString())));
  }

  private static Item item(ProjectName name) {
    return new Item.Directory(
        EntryPath.of(name.text()), Optional.empty(), Optional.empty(), Optional.empty());
  }
}

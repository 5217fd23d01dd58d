package c3.server.data;

import c3.catalog.ProjectCatalog;
import c3.model.AccountId;
import c3.model.EntryPath;
import c3.model.Membership;
import c3.model.ProjectName;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The projects that an account may read, by the names that it says.
final class ProjectsShelf implements Shelf {
  private final ProjectCatalog projects;
  private final AccountId account;
  private final Contents contents;

  ProjectsShelf(ProjectCatalog projects, AccountId account, Contents contents) {
    this.projects = projects;
    this.account = account;
    this.contents = contents;
  }

  /// What lies in a project.
  interface Contents {
    Shelf of(ProjectName project) throws IOException;
  }

  @Override
  public Page page(EntryPath after, int max) throws IOException {
    List<Item> items =
        projects.list(account, after.toString(), max + 1).stream()
            .map(Membership::project)
            .map(ProjectsShelf::item)
            .toList();
    return Page.of(items, max);
  }

  @Override
  public Optional<Shelf> directory(EntryPath name) throws IOException {
    return Optional.of(contents.of(new ProjectName(name.toString())));
  }

  private static Item item(ProjectName name) {
    return new Item.Directory(
        EntryPath.of(name.text()), Optional.empty(), Optional.empty(), Optional.empty());
  }
}

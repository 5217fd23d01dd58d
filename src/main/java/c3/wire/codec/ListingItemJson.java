package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.LinkTarget;
import c3.wire.message.Listing.Item;
import java.io.IOException;
import java.time.Instant;

/// One line of a listing; `kind` is `file`, `link` or `directory`.
final class ListingItemJson implements Codec<Item> {
  @Override
  public JsonObject encode(Item item) {
    return switch (item) {
      case Item.File file -> file(file);
      case Item.Link link -> {
        JsonObject.Builder json = named("link", link);
        yield ByteText.put(json, "target", link.target().bytes()).build();
      }
      case Item.Directory directory -> directory(directory);
    };
  }

  private static JsonObject file(Item.File file) {
    JsonObject.Builder json =
        named("file", file)
            .put("sizeBytes", file.sizeBytes())
            .put("executable", file.executable())
            .putIfPresent("modified", file.modified().map(Instant::toString))
            .put("digest", file.digest().toString());
    return (file.changed() ? json.put("changed", true) : json).build();
  }

  private static JsonObject directory(Item.Directory directory) {
    JsonObject.Builder json = named("directory", directory);
    directory.files().ifPresent(files -> json.put("files", files));
    directory.bytes().ifPresent(bytes -> json.put("bytes", bytes));
    return json.putIfPresent("modified", directory.modified().map(Instant::toString)).build();
  }

  private static JsonObject.Builder named(String kind, Item item) {
    JsonObject.Builder json = JsonObject.with().put("kind", kind);
    return ByteText.put(json, "name", item.name().bytes());
  }

  @Override
  public Item decode(JsonObject json) throws C3Exception {
    return Fields.read("an item of a listing", json, ListingItemJson::read);
  }

  private static Item read(Fields fields) throws IOException {
    String kind = fields.text("kind");
    return switch (kind) {
      case "file" ->
          new Item.File(
              fields.path("name"),
              fields.count("sizeBytes"),
              fields.flag("executable"),
              fields.optionalInstant("modified"),
              fields.digest("digest"),
              fields.flag("changed"));
      case "link" -> new Item.Link(fields.path("name"), LinkTarget.ofBytes(fields.bytes("target")));
      case "directory" ->
          new Item.Directory(
              fields.path("name"),
              fields.optionalWhole("files"),
              fields.optionalWhole("bytes"),
              fields.optionalInstant("modified"));
      default -> throw new IllegalArgumentException("no such kind: " + kind);
    };
  }
}

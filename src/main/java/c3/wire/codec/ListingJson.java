package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.wire.message.Listing;

/// `{"path","directory","items","next"?}`.
public final class ListingJson implements Codec<Listing> {
  private final ListingItemJson items = new ListingItemJson();

  @Override
  public JsonObject encode(Listing listing) {
    JsonObject.Builder json =
        JsonObject.with()
            .put("path", listing.path())
            .put("directory", listing.directory())
            .putAll("items", listing.items().stream().map(items::encode).toList());
    listing.next().ifPresent(next -> ByteText.put(json, "next", next.bytes()));
    return json.build();
  }

  @Override
  public Listing decode(JsonObject json) throws C3Exception {
    return Fields.read(
        "a listing",
        json,
        fields ->
            new Listing(
                fields.text("path"),
                fields.flag("directory"),
                fields.values("items", items),
                fields.optionalPath("next")));
  }
}

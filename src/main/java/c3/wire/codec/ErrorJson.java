package c3.wire.codec;

import c3.json.JsonObject;
import c3.model.C3Exception;
import c3.model.Digest;
import c3.model.ErrorCode;
import c3.store.BlobCorrupt;
import c3.store.BlobMissing;
import java.io.IOException;
import java.util.Optional;

/// `{"error":{"code","message","hint"?,"field"?,"blob"?}}`: `field` is the one of `.c3` that was
/// refused, and `blob` names the one that is missing or damaged, so that the other side throws the
/// same exception.
public final class ErrorJson implements Codec<C3Exception> {
  private final Codec<C3Exception> inner = new Inner();

  @Override
  public JsonObject encode(C3Exception error) {
    return JsonObject.with().put("error", inner.encode(error)).build();
  }

  @Override
  public C3Exception decode(JsonObject json) throws C3Exception {
    return Fields.read("an error", json, fields -> fields.value("error", inner));
  }

  /// The part behind `error`.
  Codec<C3Exception> inner() {
    return inner;
  }

  private static final class Inner implements Codec<C3Exception> {
    @Override
    public JsonObject encode(C3Exception error) {
      return JsonObject.with()
          .put("code", error.code().name())
          .put("message", error.message())
          .putIfPresent("hint", error.hint())
          .putIfPresent("field", error.field())
          .putIfPresent("blob", blob(error).map(Digest::toString))
          .build();
    }

    private static Optional<Digest> blob(C3Exception error) {
      return switch (error) {
        case BlobMissing missing -> Optional.of(missing.digest());
        case BlobCorrupt corrupt -> Optional.of(corrupt.digest());
        default -> Optional.empty();
      };
    }

    @Override
    public C3Exception decode(JsonObject json) throws C3Exception {
      return Fields.read("an error", json, Inner::read);
    }

    private static C3Exception read(Fields fields) throws IOException {
      ErrorCode code = fields.choice("code", ErrorCode.class);
      String message = fields.text("message");
      Optional<String> hint = fields.optionalText("hint");
      Optional<Digest> blob = fields.optionalText("blob").map(Digest::parse);
      if (blob.isPresent() && code == ErrorCode.NOT_FOUND) {
        return new BlobMissing(blob.get());
      }
      if (blob.isPresent() && code == ErrorCode.CORRUPTED) {
        return new BlobCorrupt(blob.get(), what(message), hint);
      }
      C3Exception error = new C3Exception(code, message, hint);
      fields.optionalText("field").ifPresent(error::about);
      return error;
    }

    /// `BlobCorrupt` puts the blob's name before the reason; only the reason is to be said again.
    private static String what(String message) {
      String marker = " is damaged: ";
      int at = message.indexOf(marker);
      return at < 0 ? message : message.substring(at + marker.length());
    }
  }
}

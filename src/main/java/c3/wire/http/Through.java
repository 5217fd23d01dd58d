package c3.wire.http;

import c3.model.Digest;
import c3.wire.Route;
import java.util.Optional;

/// By what right blobs are read.
///
/// @param manifest one that is shared with the caller and names them; absent: the caller has them
record Through(Optional<Digest> manifest) {
  /// What the caller has itself.
  static final Through POSSESSION = new Through(Optional.empty());

  /// Also what a shared manifest names.
  static Through manifest(Digest manifest) {
    return new Through(Optional.of(manifest));
  }

  /// A request by this right.
  HttpCall call(Route route, Object... arguments) {
    return HttpCall.of(route, arguments)
        .with(new HttpQuery().putIfPresent("through", manifest.map(Digest::hex)));
  }
}

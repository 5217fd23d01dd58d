package c3.server.routes;

import c3.wire.Route;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which handler answers which route; every route has exactly one.
public final class RouteTable {
  private final Map<Route, RouteHandler> handlers = new EnumMap<>(Route.class);

  /// Takes every group's routes; throws `IllegalStateException` when one has none or two.
  public RouteTable(List<RouteGroup> groups) {
    for (RouteGroup group : groups) {
      group.addTo(this);
    }
    Set<Route> without = EnumSet.allOf(Route.class);
    without.removeAll(handlers.keySet());
    if (!without.isEmpty()) {
      throw new IllegalStateException("nobody answers " + without);
    }
  }

  /// Says who answers a route.
  void add(Route route, RouteHandler handler) {
    if (handlers.put(route, handler) != null) {
      throw new IllegalStateException("two answer " + route);
    }
  }

  Map<Route, RouteHandler> handlers() {
    return Collections.unmodifiableMap(handlers);
  }

  /// A few routes that belong together.
  public interface RouteGroup {
    /// Adds each of them to the table.
    void addTo(RouteTable table);
  }
}

package c3.server.routes;

import c3.model.C3Exception;
import c3.wire.ControlPlane;
import c3.wire.Route;
import c3.wire.codec.ListingJson;
import c3.wire.codec.LocatedJson;
import c3.wire.codec.RemoveRequestJson;
import c3.wire.codec.TextsJson;
import c3.wire.codec.UsageJson;
import c3.wire.message.ListRequest;
import c3.wire.message.RemoveRequest;
import java.io.IOException;

/// Data paths: what lies there, what it takes up, and its end.
public final class DataRoutes implements RouteTable.RouteGroup {
  private final ListingJson listings = new ListingJson();
  private final LocatedJson manifests = new LocatedJson();
  private final UsageJson usages = new UsageJson();
  private final TextsJson paths = new TextsJson("paths");
  private final RemoveRequestJson removals = new RemoveRequestJson();
  private final Reach reach;
  private final HttpServerLimits limits;

  public DataRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.LIST, this::list);
    table.add(Route.FIND_MANIFEST, this::manifest);
    table.add(Route.USAGE, this::usage);
    table.add(Route.REMOVE, this::remove);
  }

  private ControlPlane control(Exchange exchange) throws C3Exception {
    return reach.people(exchange.person());
  }

  private void list(Exchange exchange) throws IOException {
    ListRequest request =
        exchange.query(query ->
            new ListRequest(
                query.required("path"),
                query.flag("recursive"),
                query.path("after"),
                query.count("max", limits.shared().pageEntriesMax())));
    exchange.answer(listings, control(exchange).list(request));
  }

  private void manifest(Exchange exchange) throws IOException {
    String path = exchange.query(query -> query.required("path"));
    exchange.answer(manifests, control(exchange).locate(path));
  }

  private void usage(Exchange exchange) throws IOException {
    exchange.answer(
        usages, control(exchange).usage(exchange.body(paths, limits.shared().controlBodyMax())));
  }

  private void remove(Exchange exchange) throws IOException {
    RemoveRequest request = exchange.body(removals, limits.shared().controlBodyMax());
    exchange.answer(usages, control(exchange).remove(request.path(), request.dryRun()));
  }
}

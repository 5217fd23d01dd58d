package c3.server.routes;

import c3.model.HardwareProfile;
import c3.wire.Route;
import c3.wire.codec.FlagJson;
import c3.wire.codec.HardwareProfileJson;
import c3.wire.codec.ListJson;
import c3.wire.codec.ServerStatusJson;
import java.io.IOException;

/// The server itself: its status, what jobs can run on there, and its end.
public final class ServerRoutes implements RouteTable.RouteGroup {
  private final ServerStatusJson statuses = new ServerStatusJson();
  private final ListJson<HardwareProfile> profiles =
      new ListJson<>("profiles", new HardwareProfileJson());
  private final FlagJson force = new FlagJson("force");
  private final Reach reach;
  private final HttpServerLimits limits;

  public ServerRoutes(Reach reach, HttpServerLimits limits) {
    this.reach = reach;
    this.limits = limits;
  }

  @Override
  public void addTo(RouteTable table) {
    table.add(Route.STATUS, this::status);
    table.add(Route.PROFILES, this::profiles);
    table.add(Route.STOP, this::stop);
  }

  private void status(Exchange exchange) throws IOException {
    exchange.answer(statuses, reach.people(exchange.person()).status());
  }

  private void profiles(Exchange exchange) throws IOException {
    exchange.answer(profiles, reach.people(exchange.person()).profiles());
  }

  private void stop(Exchange exchange) throws IOException {
    reach.people(exchange.person()).stop(exchange.body(force, limits.shared().controlBodyMax()));
    exchange.done();
  }
}

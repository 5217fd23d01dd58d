package c3.server.routes;

import c3.model.AccountId;
import c3.model.AgentName;

/// Whom a token stands for.
public sealed interface Principal {
  /// Somebody's client.
  ///
  /// @param account whose bytes and jobs it reaches
  record Person(AccountId account) implements Principal {}

  /// The process that runs jobs on a machine, of whatever account.
  record Agent(AgentName name) implements Principal {}
}

package c3.server.routes;

import c3.model.AccountId;
import c3.model.AgentName;

/// Whom a token stands for.
public sealed interface Principal {
  /// Whose bytes and jobs it reaches.
  AccountId account();

  /// Somebody's client.
  record Person(AccountId account) implements Principal {}

  /// The process that runs jobs on a machine.
  record Agent(AgentName name, AccountId account) implements Principal {}
}

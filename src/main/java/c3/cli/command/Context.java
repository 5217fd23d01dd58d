package c3.cli.command;

import c3.cli.Environment;
import c3.cli.terminal.Output;

/// What every command is handed.
///
/// @param environment what it finds around it
/// @param output where it says things
/// @param connector how it reaches a server
public record Context(Environment environment, Output output, Connector connector) {}

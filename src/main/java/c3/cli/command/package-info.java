/// One class for each command a person types.
@org.jspecify.annotations.NullMarked
package c3.cli.command;

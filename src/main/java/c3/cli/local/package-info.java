/// The server and the agent of this machine: where their files lie, how they are started and wired.
@org.jspecify.annotations.NullMarked
package c3.cli.local;

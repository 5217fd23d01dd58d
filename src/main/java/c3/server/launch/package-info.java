/// Starts agents and keeps them alive.
@org.jspecify.annotations.NullMarked
package c3.server.launch;

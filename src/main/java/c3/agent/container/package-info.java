/// Jobs that run in a container image: the engine of this machine, and what it is told.
@org.jspecify.annotations.NullMarked
package c3.agent.container;

/// What the machine has, and what of it a job is kept to.
@org.jspecify.annotations.NullMarked
package c3.agent.machine;

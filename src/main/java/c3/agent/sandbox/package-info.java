/// What a job sees of the machine: mounts that it cannot write to, c3's own folder hidden, and the
/// rest as its user sees it.
@org.jspecify.annotations.NullMarked
package c3.agent.sandbox;

/// Runs a job's command as a process: its output, its whole process tree, and its end.
@org.jspecify.annotations.NullMarked
package c3.agent.script;

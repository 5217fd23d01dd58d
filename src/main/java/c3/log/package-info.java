/// What a script printed, kept on disk with a bound: its beginning, its end, and how much is
/// missing between them. The agent and the server keep the same bound with the same class.
@org.jspecify.annotations.NullMarked
package c3.log;

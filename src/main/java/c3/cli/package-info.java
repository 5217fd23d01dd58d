/// The commands a person types; the one place where rooms are wired together and things are
/// printed.
@org.jspecify.annotations.NullMarked
package c3.cli;

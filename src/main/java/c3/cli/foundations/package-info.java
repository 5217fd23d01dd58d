/// The program as `foundations`: the same jobs and the same store, in the words of another system.
@org.jspecify.annotations.NullMarked
package c3.cli.foundations;

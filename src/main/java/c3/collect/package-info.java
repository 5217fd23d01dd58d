/// Finds what a job left behind, without following it out of its directory.
@org.jspecify.annotations.NullMarked
package c3.collect;

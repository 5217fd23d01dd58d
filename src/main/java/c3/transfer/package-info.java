/// Moves a directory into a store and back, with progress and resume.
@org.jspecify.annotations.NullMarked
package c3.transfer;

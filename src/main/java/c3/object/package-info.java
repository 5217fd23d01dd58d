/// Immutable bytes under a name that is never reused.
@org.jspecify.annotations.NullMarked
package c3.object;

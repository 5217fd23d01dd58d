/// Gives bytes out, verified.
@org.jspecify.annotations.NullMarked
package c3.store.read;

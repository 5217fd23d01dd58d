/// Trying again: the one place where a call that met nobody is repeated.
@org.jspecify.annotations.NullMarked
package c3.wire.retry;

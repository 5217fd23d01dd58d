/// The HTTP clients: a control plane and a store that live elsewhere.
@org.jspecify.annotations.NullMarked
package c3.wire.http;

/// The control plane.
@org.jspecify.annotations.NullMarked
package c3.server;

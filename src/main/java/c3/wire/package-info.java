/// What crosses the network: messages, JSON codecs, route paths and the HTTP clients.
@org.jspecify.annotations.NullMarked
package c3.wire;

/// Answers HTTP: one small class a group of routes, over Jetty. Nothing is decided here.
@org.jspecify.annotations.NullMarked
package c3.server.routes;

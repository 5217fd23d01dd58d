/// What jobs print, as the server keeps and shows it.
@org.jspecify.annotations.NullMarked
package c3.server.logs;

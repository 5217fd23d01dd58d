/// What lies at a data path: resolving, listing, counting, removing.
@org.jspecify.annotations.NullMarked
package c3.server.data;

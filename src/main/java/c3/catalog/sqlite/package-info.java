/// The catalog in an embedded SQLite database.
@org.jspecify.annotations.NullMarked
package c3.catalog.sqlite;

/// The catalog over SQL: what every database that speaks it shares.
@org.jspecify.annotations.NullMarked
package c3.catalog.sql;

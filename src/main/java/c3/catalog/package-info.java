/// Every fact and every transaction: the only room with SQL.
@org.jspecify.annotations.NullMarked
package c3.catalog;

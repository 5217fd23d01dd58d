/// Finds what is wrong with a store and says whether anything is lost.
@org.jspecify.annotations.NullMarked
package c3.store.check;

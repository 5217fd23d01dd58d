/// Moves directories into a store.
@org.jspecify.annotations.NullMarked
package c3.transfer.upload;

/// The race between uploads and the sweeper, as a model that every change of the protocol changes.
@org.jspecify.annotations.NullMarked
package c3.store.sweep;

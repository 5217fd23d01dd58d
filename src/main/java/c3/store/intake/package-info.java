/// Takes bytes in: drafts, what makes them objects, and the ways in which they arrive.
@org.jspecify.annotations.NullMarked
package c3.store.intake;

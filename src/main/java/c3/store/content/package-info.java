/// The store itself, on a disk and a catalog: opening, sessions, accounts, commits.
@org.jspecify.annotations.NullMarked
package c3.store.content;

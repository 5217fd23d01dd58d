/// The content-addressed store: sessions, holds, bundles, commits, reads and checks.
@org.jspecify.annotations.NullMarked
package c3.store;

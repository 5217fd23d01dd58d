/// The store's formats, byte for byte: bundle v1 and manifest v1.
@org.jspecify.annotations.NullMarked
package c3.store.format;

/// Bodies that are bytes and not JSON: many blobs, digests or places at once.
@org.jspecify.annotations.NullMarked
package c3.wire.frame;

/// Many blobs in one answer.
@org.jspecify.annotations.NullMarked
package c3.wire.frame;

/// The JSON form of every message: one small codec a value. Decoding is strict.
@org.jspecify.annotations.NullMarked
package c3.wire.codec;

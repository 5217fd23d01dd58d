/// What control planes are asked and what they answer: values without a format.
@org.jspecify.annotations.NullMarked
package c3.wire.message;

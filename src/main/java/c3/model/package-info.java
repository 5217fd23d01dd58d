/// The nouns: immutable values that every room speaks in. No I/O, no clock, no JSON.
@org.jspecify.annotations.NullMarked
package c3.model;

/// Reads and writes JSON; the only room that knows the JSON library. Codecs live with their owner.
@org.jspecify.annotations.NullMarked
package c3.json;

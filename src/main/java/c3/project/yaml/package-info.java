/// Reads YAML into a small tree that remembers lines, within bounds that a hostile file cannot
/// pass.
@org.jspecify.annotations.NullMarked
package c3.project.yaml;

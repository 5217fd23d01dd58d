/// Shows a manifest as a read-only tree: the one tree behind browse, pull and mount.
@org.jspecify.annotations.NullMarked
package c3.view;

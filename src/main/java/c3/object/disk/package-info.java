/// Objects as files of a local file system.
@org.jspecify.annotations.NullMarked
package c3.object.disk;

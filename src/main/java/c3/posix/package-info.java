/// The few system calls that the JDK does not offer; the only room with foreign functions.
@org.jspecify.annotations.NullMarked
package c3.posix;

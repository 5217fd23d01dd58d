/// Who works on what: leases, and what an agent that asks for work is told.
@org.jspecify.annotations.NullMarked
package c3.server.schedule;

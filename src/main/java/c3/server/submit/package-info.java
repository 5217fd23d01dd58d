/// What happens to a job before it is queued: its mounts are resolved and its place is looked for.
@org.jspecify.annotations.NullMarked
package c3.server.submit;

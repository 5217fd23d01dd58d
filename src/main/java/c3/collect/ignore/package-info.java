/// Decides what of a project's folder is sent to a job.
@org.jspecify.annotations.NullMarked
package c3.collect.ignore;

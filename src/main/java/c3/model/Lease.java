package c3.model;

/// A right to a job for a time. A result is taken only under the job's current term.
///
/// @param job the job
/// @param term the fencing number: raised by each claim and by each taking back
public record Lease(JobId job, long term) {}

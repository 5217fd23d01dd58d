package c3.wire.message;

import c3.model.JobState;
import c3.model.Lease;

/// An agent says how far a job has come.
public record StateReport(Lease lease, JobState state) {}

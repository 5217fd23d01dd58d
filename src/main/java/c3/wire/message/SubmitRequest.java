package c3.wire.message;

import c3.model.Digest;
import c3.model.JobSpec;

/// Asks for a job.
///
/// @param key makes the call repeatable: the same key finds the same job
/// @param spec what to run; its mounts are resolved by the server
/// @param workspace the committed workspace manifest
public record SubmitRequest(String key, JobSpec spec, Digest workspace) {}

package c3.server;

import c3.model.Limits;
import c3.server.logs.JobLogs;
import c3.server.schedule.JobNews;
import c3.server.schedule.LeaseTable;
import c3.server.submit.Profiles;
import java.time.InstantSource;

/// What the control planes of all accounts have in common.
///
/// @param clock for the times that people see
record Shared(
    JobLogs logs,
    JobNews news,
    LeaseTable leases,
    Recoveries recoveries,
    Shutdown shutdown,
    ServerIdentity identity,
    Profiles profiles,
    Limits limits,
    InstantSource clock) {}

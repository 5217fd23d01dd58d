/// The process beside a job: claim, stage, run, collect, upload, report.
@org.jspecify.annotations.NullMarked
package c3.agent;

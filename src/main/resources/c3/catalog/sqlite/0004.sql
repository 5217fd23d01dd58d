-- When the server heard that a job's script was over; what came after it until ended_at is the storing
-- of its files. Null for jobs from before.
alter table job add column exited_at bigint;

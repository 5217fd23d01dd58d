-- How many bytes the commit of what a job left charged to its account. Null until there was one, and for
-- jobs from before; stays when what the job left is removed.
alter table job add column new_bytes bigint;

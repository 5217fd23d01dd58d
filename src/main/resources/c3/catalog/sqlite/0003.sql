-- Projects that are shared. `member` is there from the first day: one row for each account that is not
-- the owner, its role READER or WRITER. Nobody else sees anything of the project.
create index member_account on member (account_id, project_id);

-- account_id of a job is who owns its project and is charged; submitted_by is who sent it, and sent_key
-- what makes their call repeatable. submit_key is no longer read: it repeats the job's id.
alter table job add column submitted_by bigint references account;

alter table job add column sent_key text;

update job set submitted_by = account_id, sent_key = submit_key;

create unique index job_sent on job (submitted_by, sent_key);

create index job_sender_state on job (submitted_by, state);

create index job_sent_elsewhere on job (submitted_by, id) where submitted_by <> account_id;

-- What keeps a manifest, asked at each read through a shared one.
create index job_manifest on job (manifest_id) where manifest_id is not null;

create index dataset_version_manifest on dataset_version (manifest_id);

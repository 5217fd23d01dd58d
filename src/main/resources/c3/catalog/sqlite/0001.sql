-- The whole schema, from the first day. docs/format.md says what the rows mean.
-- Never edited once released: what changes later is another number.
--
-- Every time is in nanoseconds since the epoch. Ids of object, blob and manifest are never given out
-- again, hence autoincrement: plain SQLite gives the id of a deleted top row out once more, and an old
-- id set or object name would then mean other bytes.

create table account (
  id integer primary key autoincrement,
  name text not null unique,
  quota_bytes bigint not null,
  charged_bytes bigint not null
);

insert into account (id, name, quota_bytes, charged_bytes) values (1, 'local', 100000000000, 0);

-- state: 0 PENDING, 1 LIVE, 2 DELETING, 3 QUARANTINED. The object's name is made of kind, sha256 and id.
create table object (
  id integer primary key autoincrement,
  kind text not null,
  sha256 blob not null,
  size bigint not null,
  state integer not null,
  session_id text,
  created_at bigint not null,
  live_bytes bigint not null,
  verified_at bigint
);

create index object_pending on object (session_id) where state = 0;

create index object_dying on object (id) where state = 2;

-- state: 1 LIVE, 2 CONDEMNED, 3 BAD. A blob of one extent has it here; others have rows in extent.
create table blob (
  id integer primary key autoincrement,
  digest blob not null unique,
  size bigint not null,
  created_at bigint not null,
  state integer not null,
  object_id bigint,
  off bigint,
  stored_len bigint,
  codec integer,
  chunklist_blob bigint,
  verified integer not null
);

-- Asked whenever an object may have lost its last blob.
create index blob_object on blob (object_id);

create table extent (
  blob_id bigint not null,
  seq integer not null,
  object_id bigint not null,
  off bigint not null,
  len bigint not null,
  primary key (blob_id, seq)
) without rowid;

create index extent_object on extent (object_id);

-- Advisory: may be wrong or empty at any time, and only deduplication suffers.
create table hook (
  h64 bigint not null,
  blob_id bigint not null,
  chunk_no integer not null,
  primary key (h64, blob_id)
) without rowid;

-- A row is also the proof of possession; refs counts the account's charged manifests that name the blob.
create table account_blob (
  account_id bigint not null,
  blob_id bigint not null,
  refs integer not null,
  primary key (account_id, blob_id)
) without rowid;

-- ids: the blobs that the manifest's files need, a roaring64 set; kept after a deletion until a sweep,
-- for jobs that mount it.
-- state: 1 LIVE, 2 DELETED. The digest stays when the blob row is gone: old jobs still name it.
create table manifest (
  id integer primary key autoincrement,
  kind text not null,
  account_id bigint not null references account,
  digest blob not null,
  blob_id bigint not null,
  files bigint not null,
  bytes bigint not null,
  state integer not null,
  commit_seq bigint not null unique,
  created_at bigint not null,
  expires_at bigint,
  ids blob
);

create index manifest_digest on manifest (account_id, digest);

-- state: OPEN, COMMITTED, ABORTED, EXPIRED. holds: a roaring64 set of blob ids, only while OPEN.
create table session (
  id text primary key,
  account_id bigint not null references account,
  key text not null,
  job_id text,
  state text not null,
  expires_at bigint not null,
  manifest_id bigint references manifest,
  upload text,
  holds blob
);

create unique index session_key on session (account_id, key) where state in ('OPEN', 'COMMITTED');

create index session_open on session (expires_at) where state = 'OPEN';

create table project (
  id integer primary key autoincrement,
  account_id bigint not null references account,
  name text not null,
  unique (account_id, name)
);

create table agent (
  id text primary key,
  token_hash blob,
  slots integer,
  mounts text
);

-- expected, reason, exit_code and message are the end; while UPLOADING, the end that is expected.
create table job (
  id text primary key,
  account_id bigint not null references account,
  project_id bigint not null references project,
  submit_key text not null,
  name text,
  spec text not null,
  state text not null,
  expected text,
  reason text,
  exit_code integer,
  message text,
  agent_id text references agent,
  term bigint not null,
  cancel_requested integer not null,
  workspace_manifest bigint not null references manifest,
  manifest_id bigint references manifest,
  submitted_at bigint not null,
  started_at bigint,
  ended_at bigint,
  unique (account_id, submit_key)
);

create index job_account on job (account_id, id);

create index job_state on job (state, id);

create table job_input (
  job_id text not null references job,
  position integer not null,
  reference text not null,
  mount text not null,
  manifest_id bigint not null references manifest,
  subpath blob not null,
  primary key (job_id, position)
) without rowid;

create table dataset (
  id integer primary key autoincrement,
  account_id bigint not null references account,
  project_id bigint references project,
  name text not null
);

create unique index dataset_name on dataset (account_id, coalesce(project_id, 0), name);

create table dataset_version (
  dataset_id bigint not null references dataset,
  n integer not null,
  manifest_id bigint not null references manifest,
  primary key (dataset_id, n)
) without rowid;

create table api_key (
  id integer primary key autoincrement,
  account_id bigint not null references account,
  hash blob not null unique,
  name text not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint
);

create table member (
  project_id bigint not null references project,
  account_id bigint not null references account,
  role text not null,
  primary key (project_id, account_id)
) without rowid;

-- One row. commit_seq is the number of the last commit, mark_seq the last one that a mark has seen.
create table gc (
  id integer primary key check (id = 1),
  owner text,
  lease_until bigint,
  phase text,
  phase_began_at bigint,
  mark_seq bigint not null,
  commit_seq bigint not null
);

insert into gc (id, mark_seq, commit_seq) values (1, 0, 0);

-- Several accounts on one server. An account that was removed keeps its row, and with it what others
-- may still mount; 9223372036854775807 jobs, or bytes of quota, mean that there is no bound.

alter table account add column removed_at bigint;

alter table account add column jobs_max bigint not null default 9223372036854775807;

-- What a list of keys shows of one, so that a person can tell which it is.
alter table api_key add column prefix text not null default '';

create index api_key_account on api_key (account_id);

/** The first schema. Instants are text of one form, so they compare as text. Flags are 0 and 1. */
export const schema001 = `
create table meta (id integer primary key check (id = 1), revision integer not null);
insert into meta (id, revision) values (1, 0);

create table snapshots (
  read_id integer primary key autoincrement,
  snapshot_id text not null unique,
  state text not null check (state in ('staging', 'published', 'held', 'superseded')),
  kind text not null,
  directory text,
  app text,
  as_of text not null,
  as_of_basis text not null,
  file_name text not null,
  sha256 text not null,
  completeness text not null,
  completeness_basis text not null,
  filter text,
  facts text,
  rows_read integer not null default 0,
  rows_accepted integer not null default 0,
  rows_refused integer not null default 0,
  header_fingerprint text not null default '',
  encoding text not null default '',
  imported_at text not null,
  imported_by text not null,
  guards text not null default '[]',
  finished integer not null default 0,
  owner_host text not null,
  owner_pid integer not null,
  owner_token text not null,
  heartbeat_ms integer not null
);
create index snapshots_by_content on snapshots (sha256, as_of);

-- Rows have no index on their key: with a million random keys it made loading five times slower, and a comparison
-- that sorts both reads is as fast without it.
create table account_rows (
  read_id integer not null,
  line integer not null,
  row_key text not null,
  status text not null,
  digest text not null,
  app text not null,
  export_id text,
  crm_id text,
  email text,
  name text,
  given_name text,
  family_name text,
  employee_id text,
  role text,
  team text,
  status_raw text,
  last_login_at text,
  last_login_date_only integer,
  extra text,
  primary key (read_id, line)
) without rowid;

create table identity_rows (
  read_id integer not null,
  line integer not null,
  row_key text not null,
  status text not null,
  digest text not null,
  directory text not null,
  login text,
  email text,
  other_emails text,
  name text,
  given_name text,
  family_name text,
  employee_id text,
  crm_id text,
  manager_email text,
  department text,
  status_raw text,
  status_changed_at text,
  status_changed_date_only integer,
  assignment text,
  assignment_raw text,
  person_kind text not null,
  primary key (read_id, line)
) without rowid;

create table assignment_rows (
  read_id integer not null,
  line integer not null,
  row_key text not null,
  status text not null,
  digest text not null,
  directory text not null,
  identity_id text,
  login text,
  email text,
  status_raw text,
  assigned_at text,
  assigned_date_only integer,
  primary key (read_id, line)
) without rowid;

-- One line of these files can name several people, so the line is no key of theirs.
create table mention_rows (
  row_no integer primary key,
  read_id integer not null,
  line integer not null,
  row_key text not null,
  status text not null,
  digest text not null,
  role text not null,
  export_id text,
  crm_id text,
  crm_id_15 text,
  email text,
  name text,
  hierarchy_role text,
  acted_at text,
  acted_date_only integer,
  event text
);
create index mention_rows_by_line on mention_rows (read_id, line);
create index mention_rows_by_key on mention_rows (row_key);
create index mention_rows_by_crm_id on mention_rows (crm_id_15) where crm_id_15 is not null;
create index mention_rows_by_email on mention_rows (email) where email is not null;

create table forecast_rows (
  row_no integer primary key,
  read_id integer not null,
  line integer not null,
  row_key text not null,
  status text not null,
  digest text not null,
  person_key text not null,
  email text,
  crm_id text,
  crm_id_15 text,
  field text not null,
  period text not null,
  data_type text not null,
  value_raw text,
  value real,
  currency text
);
create index forecast_rows_by_line on forecast_rows (read_id, line);

create table opportunity_rows (
  row_no integer primary key,
  read_id integer not null,
  line integer not null,
  row_key text not null,
  status text not null,
  digest text not null,
  opportunity_id text,
  name text,
  account_name text,
  owner_id text,
  owner_id_15 text,
  owner_name text,
  owner_folded text,
  owner_email text,
  stage text,
  forecast_category text,
  amount_raw text,
  amount real,
  currency text,
  close_date_at text,
  close_date_only integer,
  closed integer
);
create index opportunity_rows_by_line on opportunity_rows (read_id, line);

create table ledger (
  sequence integer primary key,
  at text not null,
  actor_name text not null,
  actor_authenticated integer not null,
  actor_via text not null,
  kind text not null,
  payload text not null,
  previous_hash text not null,
  hash text not null unique
);
create trigger ledger_continues before insert on ledger
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from ledger)
  or new.previous_hash is not coalesce(
    (select hash from ledger order by sequence desc limit 1), new.previous_hash)
begin select raise(abort, 'the ledger takes only the entry that continues it'); end;
create trigger ledger_keeps_update before update on ledger
begin select raise(abort, 'the ledger is append-only'); end;
create trigger ledger_keeps_delete before delete on ledger
begin select raise(abort, 'the ledger is append-only'); end;

create table records (
  record_id text primary key,
  account_id text not null,
  ledger_sequence integer not null,
  body text not null
) without rowid;
create index records_by_account on records (account_id, ledger_sequence);
create trigger records_keep_update before update on records
begin select raise(abort, 'records are append-only'); end;
create trigger records_keep_delete before delete on records
begin select raise(abort, 'records are append-only'); end;

create table standings (
  record_id text primary key references records (record_id),
  state text not null,
  settled_by_snapshot_id text,
  settled_as_of text,
  reappeared_as_of text
) without rowid;

create table plans (
  plan_id text primary key,
  account_id text not null,
  drafted_at text not null,
  body text not null
) without rowid;
create index plans_by_account on plans (account_id, drafted_at);

create table exemptions (
  exemption_no integer primary key,
  account_id text not null,
  owner text not null,
  reason text not null,
  until text not null,
  decided_at text not null
);

create table links (
  link_no integer primary key,
  account_id text not null,
  directory text,
  identity_id text,
  decided_by text not null,
  decided_at text not null,
  reason text not null
);

create table evaluation (
  id integer primary key check (id = 1),
  revision integer not null,
  generation integer not null,
  settings_hash text not null,
  evaluated_at text not null,
  valid_until text
);

-- Narrow, so that filters and counts go through little; the judged account itself is beside it.
create table judgements (
  account_id text not null,
  app text not null,
  finding text not null,
  finding_rank integer not null,
  reason text not null,
  status text not null,
  role text,
  team text,
  email text not null,
  search text not null,
  directories text not null,
  revoked_at text,
  shown integer not null,
  hash text not null,
  primary key (account_id, app)
) without rowid;
create index judgements_by_severity on judgements (finding_rank, reason, email, account_id, app);
create index judgements_by_email on judgements (email, account_id, app);

create table judgement_bodies (
  account_id text not null,
  app text not null,
  body text not null,
  primary key (account_id, app),
  foreign key (account_id, app) references judgements (account_id, app) on delete cascade
);

create table judgement_refs (
  account_id text not null,
  app text not null,
  ref text not null,
  primary key (account_id, app, ref),
  foreign key (account_id, app) references judgements (account_id, app) on delete cascade
) without rowid;
create index judgement_refs_by_ref on judgement_refs (ref);
`;

pragma user_version = 1;
pragma application_id = 1128875085;
CREATE TABLE meta (
  id integer not null,
  revision integer not null,
  primary key (id),
  check (id = 1)
) without rowid;
CREATE TABLE snapshots (
  read_id integer primary key autoincrement,
  snapshot_id text not null,
  state text not null,
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
  key_count integer,
  active_count integer,
  repeated_keys text,
  header_fingerprint text not null default '',
  encoding text not null default '',
  imported_at text not null,
  imported_by text not null,
  guards text not null default '[]',
  retired_at text,
  live text,
  finished integer not null default 0,
  owner_host text not null,
  owner_pid integer not null,
  owner_token text not null,
  heartbeat_ms integer not null,
  unique (snapshot_id),
  check (state in ('staging', 'published', 'held', 'superseded', 'retired'))
);
CREATE TABLE blocks (
  block_id integer not null,
  read_id integer not null,
  hash text not null,
  row_count integer not null,
  content text not null,
  primary key (block_id)
);
CREATE TABLE read_blocks (
  read_id integer not null,
  rows_of text not null,
  first_line integer not null,
  block_id integer not null,
  primary key (read_id, rows_of, first_line)
) without rowid;
CREATE TABLE mention_rows (
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
CREATE TABLE forecast_rows (
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
CREATE TABLE opportunity_rows (
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
CREATE TABLE ledger (
  sequence integer not null,
  at text not null,
  actor_name text not null,
  actor_authenticated integer not null,
  actor_via text not null,
  kind text not null,
  payload text not null,
  previous_hash text not null,
  hash text not null,
  primary key (sequence),
  unique (hash)
);
CREATE TABLE checkpoints (
  checkpoint_no integer primary key,
  sequence integer not null,
  hash text not null,
  at text not null,
  key_id text not null,
  public_key text not null,
  signature text not null,
  unique (sequence, key_id)
);
CREATE TABLE records (
  record_id text not null,
  account_id text not null,
  ledger_sequence integer not null,
  body text not null,
  primary key (record_id)
) without rowid;
CREATE TABLE standings (
  record_id text not null,
  state text not null,
  settled_by_snapshot_id text,
  settled_as_of text,
  reappeared_as_of text,
  primary key (record_id),
  foreign key (record_id) references records (record_id)
) without rowid;
CREATE TABLE plans (
  plan_id text not null,
  drafted_at text not null,
  body text not null,
  primary key (plan_id)
);
CREATE TABLE plan_accounts (
  plan_id text not null,
  account_id text not null,
  primary key (plan_id, account_id),
  foreign key (plan_id) references plans (plan_id)
) without rowid;
CREATE TABLE plan_events (
  ledger_sequence integer not null,
  plan_id text not null,
  subject text not null,
  body text not null,
  primary key (ledger_sequence),
  foreign key (plan_id) references plans (plan_id)
) without rowid;
CREATE TABLE step_records (
  record_id text not null,
  plan_id text not null,
  step_id text not null,
  ledger_sequence integer not null,
  body text not null,
  primary key (record_id),
  foreign key (plan_id) references plans (plan_id)
) without rowid;
CREATE TABLE step_standings (
  record_id text not null,
  state text not null,
  settled_as_of text,
  primary key (record_id),
  foreign key (record_id) references step_records (record_id)
) without rowid;
CREATE TABLE decisions (
  decision_id text not null,
  kind text not null,
  account_id text,
  withdraws text,
  ledger_sequence integer not null,
  body text not null,
  primary key (decision_id),
  unique (withdraws)
) without rowid;
CREATE TABLE changes (
  revision integer not null,
  account_id text,
  link integer not null,
  primary key (revision)
) without rowid;
CREATE TABLE evaluation (
  id integer not null,
  revision integer not null,
  edition integer not null,
  content text not null,
  generation integer not null,
  settings_hash text not null,
  evaluated_at text not null,
  valid_until text,
  basis text not null,
  entered_edition integer not null,
  entered_basis text not null,
  primary key (id),
  check (id = 1)
) without rowid;
CREATE TABLE editions (
  edition integer primary key autoincrement,
  owner_host text not null,
  owner_pid integer not null,
  owner_token text not null,
  heartbeat_ms integer not null
);
CREATE TABLE piles (
  edition integer not null,
  pile integer not null,
  app text not null,
  finding text not null,
  finding_rank integer not null,
  reason text not null,
  shown integer not null,
  accounts integer not null,
  primary key (edition, pile)
) without rowid;
CREATE TABLE premises (
  edition integer not null,
  premise text not null,
  pile integer not null,
  valid_until text,
  account_id text not null,
  app text not null,
  shape text not null,
  primary key (edition, premise)
);
CREATE TABLE judgements (
  edition integer not null,
  account_id text not null,
  app text not null,
  pile integer not null,
  premise text not null,
  status text not null,
  role text,
  team text,
  email text not null,
  search text not null,
  directories text not null,
  revoked_at text,
  revoked_ms integer,
  own text not null,
  primary key (edition, account_id, app)
);
CREATE TABLE judgement_links (
  edition integer not null,
  account_id text not null,
  app text not null,
  link text not null,
  primary key (edition, account_id, app)
) without rowid;
CREATE TABLE judgement_refs (
  edition integer not null,
  ref text not null,
  account_id text not null,
  app text not null,
  primary key (edition, ref, account_id, app)
) without rowid;
CREATE TABLE judgement_facts (
  edition integer not null,
  kind text not null,
  name text not null,
  value text not null,
  primary key (edition, kind, name, value)
) without rowid;
insert into meta (id, revision) values (1, 5);
insert into snapshots (read_id, snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256, completeness, completeness_basis, filter, facts, rows_read, rows_accepted, rows_refused, key_count, active_count, repeated_keys, header_fingerprint, encoding, imported_at, imported_by, guards, retired_at, live, finished, owner_host, owner_pid, owner_token, heartbeat_ms) values (1, 'snap_e3df50536323deeb', 'published', 'clari-users', null, 'clari', '2026-11-10T09:00:00.000Z', 'stated', 'users.csv', '99f8e52f0be42addb1ac38f28ee0f9b4b2240048b3f7c463628a3499b895b8e9', 'complete', 'stated', null, null, 4, 4, 0, 4, 4, '[]', '2f2683819810555b', 'utf-8', '2026-11-29T19:34:20.672Z', 'maintainer', '[]', null, null, 1, 'host', 25159, 'd384ae72-afbd-4637-b70d-bab4df9ae12c', 1795980860834);
insert into snapshots (read_id, snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256, completeness, completeness_basis, filter, facts, rows_read, rows_accepted, rows_refused, key_count, active_count, repeated_keys, header_fingerprint, encoding, imported_at, imported_by, guards, retired_at, live, finished, owner_host, owner_pid, owner_token, heartbeat_ms) values (2, 'snap_3188294a38f055ff', 'published', 'directory', 'okta', null, '2026-11-10T09:00:00.000Z', 'stated', 'okta.csv', '3087b741c63ef20815b5e24c4612b20e8f3ee49e08a871fed07aff4dd53b13cd', 'complete', 'stated', null, null, 3, 3, 0, 3, 2, '[]', '594686ec7d04eb39', 'utf-8', '2026-11-29T19:34:31.056Z', 'maintainer', '[]', null, null, 1, 'host', 25263, 'f2af4b46-8cc4-436d-96de-429ef44398da', 1795980871495);
insert into snapshots (read_id, snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256, completeness, completeness_basis, filter, facts, rows_read, rows_accepted, rows_refused, key_count, active_count, repeated_keys, header_fingerprint, encoding, imported_at, imported_by, guards, retired_at, live, finished, owner_host, owner_pid, owner_token, heartbeat_ms) values (3, 'snap_2cc9876079cb851c', 'published', 'directory-assignments', 'okta', null, '2026-11-10T09:00:00.000Z', 'stated', 'assigned.csv', 'ce3c0e5560da230088c00241ba46ccae4be101bde7853c845e89e9e6c8c57b6a', 'complete', 'stated', null, null, 2, 2, 0, 2, 2, '[]', 'd74ca879966ce478', 'utf-8', '2026-11-29T19:34:42.070Z', 'maintainer', '[]', null, null, 1, 'host', 25440, '72edd7e9-fc16-4cbb-858f-e84829db0304', 1795980882431);
insert into snapshots (read_id, snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256, completeness, completeness_basis, filter, facts, rows_read, rows_accepted, rows_refused, key_count, active_count, repeated_keys, header_fingerprint, encoding, imported_at, imported_by, guards, retired_at, live, finished, owner_host, owner_pid, owner_token, heartbeat_ms) values (4, 'snap_6fb28cb38ba21bcc', 'published', 'directory', 'okta', null, '2026-11-11T09:00:00.000Z', 'stated', 'okta2.csv', '9b72c9b3dc1971a3b0f4a477e293e6b8b8261343a6b3834bd83b1e83edea57ba', 'complete', 'stated', null, null, 2, 2, 0, 2, 1, '[]', '594686ec7d04eb39', 'utf-8', '2026-11-29T19:34:53.847Z', 'maintainer', '[]', null, null, 1, 'host', 25530, 'f262f6bb-9b0f-499e-b8b9-7c5871565405', 1795980894110);
insert into blocks (block_id, read_id, hash, row_count, content) values (1, 1, 'qS5r/4psBUkMTqJBYuwvZrAedF1dop0dlqo4d3CqqJM=', 4, '[[0,"id:v1","active","clari","v1",null,"nora.field@example.com","Nora Field",null,null,null,"Rep",null,"Active",null,null,null],"",[1,"id:v2","active","clari","v2",null,"piet.grau@example.com","Piet Grau",null,null,null,"Rep",null,"Active",null,null,null],"",[2,"id:v3","active","clari","v3",null,"lia.moss@example.com","Lia Moss",null,null,null,"Rep",null,"Active",null,null,null],"",[3,"id:v4","active","clari","v4",null,"old.box@example.com","Old Box",null,null,null,"Rep",null,"Active",null,null,null]]');
insert into blocks (block_id, read_id, hash, row_count, content) values (2, 2, '+tasA+MD/YEO2e6av11KIezN+9MxDiPKAvdMWjRR0UQ=', 3, '[[0,"00v1","active","okta","nora.field@example.com","nora.field@example.com",null,null,"Nora","Field",null,null,null,null,"ACTIVE","2026-01-05T08:00:00.000Z",0,null,null,"unknown",null,null,null,null,null,null],"",[1,"00v2","deactivated","okta","piet.grau@example.com","piet.grau@example.com",null,null,"Piet","Grau",null,null,null,null,"DEPROVISIONED","2026-11-02T08:00:00.000Z",0,null,null,"unknown",null,null,null,null,null,null],"",[2,"00v3","active","okta","lia.moss@example.com","lia.moss@example.com",null,null,"Lia","Moss",null,null,null,null,"ACTIVE","2026-01-05T08:00:00.000Z",0,null,null,"unknown",null,null,null,null,null,null]]');
insert into blocks (block_id, read_id, hash, row_count, content) values (3, 3, 'oIxdMo3aiDVX+T3ovyYcVQOTKcjck8Q8MEQGu0hMH6U=', 2, '[[0,"login:nora.field@example.com","assigned","okta",null,"nora.field@example.com",null,"ACTIVE",null,null,null,null,null,null,null,null,null],"",[1,"login:lia.moss@example.com","assigned","okta",null,"lia.moss@example.com",null,"ACTIVE",null,null,null,null,null,null,null,null,null]]');
insert into blocks (block_id, read_id, hash, row_count, content) values (4, 4, 'hlpgKXkLZEduSDeI+bQ4Oq3DBCA+pqbvx349yqBZbAg=', 2, '[[0,"00v1","active","okta","nora.field@example.com","nora.field@example.com",null,null,"Nora","Field",null,null,null,null,"ACTIVE","2026-01-05T08:00:00.000Z",0,null,null,"unknown",null,null,null,null,null,null],"",[1,"00v2","deactivated","okta","piet.grau@example.com","piet.grau@example.com",null,null,"Piet","Grau",null,null,null,null,"DEPROVISIONED","2026-11-02T08:00:00.000Z",0,null,null,"unknown",null,null,null,null,null,null]]');
insert into read_blocks (read_id, rows_of, first_line, block_id) values (1, 'account', 2, 1);
insert into read_blocks (read_id, rows_of, first_line, block_id) values (2, 'identity', 2, 2);
insert into read_blocks (read_id, rows_of, first_line, block_id) values (3, 'assignment', 2, 3);
insert into read_blocks (read_id, rows_of, first_line, block_id) values (4, 'identity', 2, 4);
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (1, '2026-11-29T19:34:20.845Z', 'maintainer', 0, 'terminal', 'snapshot.published', '{"snapshot_id":"snap_e3df50536323deeb","kind":"clari-users","directory":null,"app":"clari","file_name":"users.csv","sha256":"99f8e52f0be42addb1ac38f28ee0f9b4b2240048b3f7c463628a3499b895b8e9","as_of":"2026-11-10T09:00:00.000Z","as_of_basis":"stated","completeness":"complete","completeness_basis":"stated","filter":null,"rows_read":4,"rows_accepted":4,"rows_refused":0,"header_fingerprint":"2f2683819810555b","guards":[]}', '0000000000000000000000000000000000000000000000000000000000000000', '55c9d2e096651d76ef1ce0d370a82601395d7b967ced957c3b9e007f1a8ce50c');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (2, '2026-11-29T19:34:31.536Z', 'maintainer', 0, 'terminal', 'snapshot.published', '{"snapshot_id":"snap_3188294a38f055ff","kind":"directory","directory":"okta","app":null,"file_name":"okta.csv","sha256":"3087b741c63ef20815b5e24c4612b20e8f3ee49e08a871fed07aff4dd53b13cd","as_of":"2026-11-10T09:00:00.000Z","as_of_basis":"stated","completeness":"complete","completeness_basis":"stated","filter":null,"rows_read":3,"rows_accepted":3,"rows_refused":0,"header_fingerprint":"594686ec7d04eb39","guards":[]}', '55c9d2e096651d76ef1ce0d370a82601395d7b967ced957c3b9e007f1a8ce50c', '5c08e8ff53743b3385b067a7a6bc8aecf611b923dfe8c6be17d63dc49c5d6b12');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (3, '2026-11-29T19:34:42.543Z', 'maintainer', 0, 'terminal', 'snapshot.published', '{"snapshot_id":"snap_2cc9876079cb851c","kind":"directory-assignments","directory":"okta","app":null,"file_name":"assigned.csv","sha256":"ce3c0e5560da230088c00241ba46ccae4be101bde7853c845e89e9e6c8c57b6a","as_of":"2026-11-10T09:00:00.000Z","as_of_basis":"stated","completeness":"complete","completeness_basis":"stated","filter":null,"rows_read":2,"rows_accepted":2,"rows_refused":0,"header_fingerprint":"d74ca879966ce478","guards":[]}', '5c08e8ff53743b3385b067a7a6bc8aecf611b923dfe8c6be17d63dc49c5d6b12', '2565fd083076b60d886b3cf523e557747f1cf5ea9aa12500652061e7ccd9da7e');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (4, '2026-11-29T19:34:54.318Z', 'maintainer', 0, 'terminal', 'snapshot.published', '{"snapshot_id":"snap_6fb28cb38ba21bcc","kind":"directory","directory":"okta","app":null,"file_name":"okta2.csv","sha256":"9b72c9b3dc1971a3b0f4a477e293e6b8b8261343a6b3834bd83b1e83edea57ba","as_of":"2026-11-11T09:00:00.000Z","as_of_basis":"stated","completeness":"complete","completeness_basis":"stated","filter":null,"rows_read":2,"rows_accepted":2,"rows_refused":0,"header_fingerprint":"594686ec7d04eb39","guards":[]}', '2565fd083076b60d886b3cf523e557747f1cf5ea9aa12500652061e7ccd9da7e', '5ef1579c01cea7ae3ed72b947e885737d4995fe715bd00b95277ae27bc4c0a76');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (5, '2026-11-29T19:35:20.612Z', 'maintainer', 0, 'terminal', 'deactivation.recorded', '{"account_id":"v2","account_email":"piet.grau@example.com","performed_by":"Maintainer","performed_at":"2026-11-12T09:00:00.000Z","plan_id":null,"ticket":null,"method":null,"note":null,"evidence":[],"corrects":null,"order_override":null,"record_id":"rec_ea621d7e010ab2b8","confirmed_by":"command_line","attested_by_person":false,"retroactive":false,"before_its_turn":null}', '5ef1579c01cea7ae3ed72b947e885737d4995fe715bd00b95277ae27bc4c0a76', 'a081e86cf335054594357c8ccea2c14941fa176442a5c2f5294320be7aa42575');
insert into records (record_id, account_id, ledger_sequence, body) values ('rec_ea621d7e010ab2b8', 'v2', 5, '{"recordId":"rec_ea621d7e010ab2b8","accountId":"v2","accountEmail":"piet.grau@example.com","performedBy":"Maintainer","performedAt":"2026-11-12T09:00:00.000Z","recordedAt":"2026-11-29T19:35:20.508Z","recordedBy":{"name":"maintainer","authenticated":false,"via":"terminal"},"confirmedBy":"command_line","planId":null,"ticket":null,"method":null,"note":null,"evidence":[],"retroactive":false,"corrects":null,"orderOverride":null,"ledgerSequence":5,"ledgerHash":"a081e86cf335054594357c8ccea2c14941fa176442a5c2f5294320be7aa42575"}');
insert into changes (revision, account_id, link) values (5, 'v2', 0);
insert into evaluation (id, revision, edition, content, generation, settings_hash, evaluated_at, valid_until, basis, entered_edition, entered_basis) values (1, 4, 1, '10719525491175:211236857526175', 1, '0d8129603917d703', '2026-11-29T19:35:05.788Z', '2126-10-17T09:00:00.000Z', '{"evaluatedAt":"2026-11-29T19:35:05.788Z","ledgerSequence":4,"rules":{"rules":6,"matcher":3,"domain_aliases":[]}}', 1, '{"evaluatedAt":"2026-11-29T19:35:05.788Z","ledgerSequence":4,"rules":{"rules":6,"matcher":3,"domain_aliases":[]}}');
insert into editions (edition, owner_host, owner_pid, owner_token, heartbeat_ms) values (1, 'host', 25576, '65add8bc-f1bf-4370-a9ba-4e373848552f', 1795980906479);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 1, 'clari', 'ok', 10, 'entitled', 0, 1);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 2, 'clari', 'leaver_active', 4, 'identity_deactivated', 1, 1);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 3, 'clari', 'leaver_active', 4, 'identity_deleted', 1, 1);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 4, 'clari', 'orphaned', 7, 'no_identity_in_any_directory', 1, 1);
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, 'j6aXrStvP2ah9XOLSfPiGl', 1, '2126-10-17T09:00:00.000Z', 'v1', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_e3df50536323deeb","status":"active","statusAsOf":"2026-11-10T09:00:00.000Z","firstSeen":"2026-11-10T09:00:00.000Z","lastActiveAt":"2026-11-10T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_e3df50536323deeb","asOf":"2026-11-10T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_6fb28cb38ba21bcc","assignment":"assigned","assignmentAsOf":"2026-11-10T09:00:00.000Z","assignmentSource":"directory-assignments:okta (assigned.csv)","asOf":"2026-11-11T09:00:00.000Z","present":true,"entitlement":"assigned","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, 'IkLgAlbHAF70bpmB+o9lwx', 2, '2126-10-17T09:00:00.000Z', 'v2', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_e3df50536323deeb","status":"active","statusAsOf":"2026-11-10T09:00:00.000Z","firstSeen":"2026-11-10T09:00:00.000Z","lastActiveAt":"2026-11-10T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_e3df50536323deeb","asOf":"2026-11-10T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_6fb28cb38ba21bcc","assignment":"unassigned","assignmentAsOf":"2026-11-10T09:00:00.000Z","assignmentSource":"directory-assignments:okta (assigned.csv)","asOf":"2026-11-11T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"status_changed"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, 'k+RomQrPcrKSL/e+9Gdgoa', 3, '2126-10-17T09:00:00.000Z', 'v3', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_e3df50536323deeb","status":"active","statusAsOf":"2026-11-10T09:00:00.000Z","firstSeen":"2026-11-10T09:00:00.000Z","lastActiveAt":"2026-11-10T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_e3df50536323deeb","asOf":"2026-11-10T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_3188294a38f055ff","assignment":"assigned","assignmentAsOf":"2026-11-10T09:00:00.000Z","assignmentSource":"directory-assignments:okta (assigned.csv)","asOf":"2026-11-11T09:00:00.000Z","present":false,"entitlement":"deleted","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, 'NFXom1psWEJlZaHIPuO6X4', 4, '2126-10-17T09:00:00.000Z', 'v4', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_e3df50536323deeb","status":"active","statusAsOf":"2026-11-10T09:00:00.000Z","firstSeen":"2026-11-10T09:00:00.000Z","lastActiveAt":"2026-11-10T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_e3df50536323deeb","asOf":"2026-11-10T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"unmatched","rule":null,"confidence":0,"candidatesDropped":0},"candidates":{"linked":[],"candidates":[]}}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'v1', 'clari', 1, 'j6aXrStvP2ah9XOLSfPiGl', 'active', 'rep', null, 'nora.field@example.com', 'nora.field@example.comnora fieldv1', 'okta', null, null, '{"row":2,"lines":[2],"linked":[{"id":"00v1","row":2}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'v2', 'clari', 2, 'IkLgAlbHAF70bpmB+o9lwx', 'active', 'rep', null, 'piet.grau@example.com', 'piet.grau@example.compiet grauv2', 'okta', '2026-11-02T08:00:00.000Z', 1793606400000, '{"row":3,"lines":[3],"linked":[{"id":"00v2","row":3,"revokedAt":"2026-11-02T08:00:00.000Z"}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'v3', 'clari', 3, 'k+RomQrPcrKSL/e+9Gdgoa', 'active', 'rep', null, 'lia.moss@example.com', 'lia.moss@example.comlia mossv3', 'okta', null, null, '{"row":4,"lines":[4],"linked":[{"id":"00v3","row":4}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'v4', 'clari', 4, 'NFXom1psWEJlZaHIPuO6X4', 'active', 'rep', null, 'old.box@example.com', 'old.box@example.comold boxv4', '', null, null, '{"row":5,"lines":[5]}');
insert into judgement_links (edition, account_id, app, link) values (1, 'v1', 'clari', '["linked","email","okta/00v1"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'v2', 'clari', '["linked","email","okta/00v2"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'v3', 'clari', '["linked","email","okta/00v3"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'v4', 'clari', '["unmatched",null]');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/00v1', 'v1', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/00v2', 'v2', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/00v3', 'v3', 'clari');
insert into judgement_facts (edition, kind, name, value) values (1, 'domain', 'okta', 'example.com');
CREATE INDEX snapshots_by_content on snapshots (sha256, as_of);
CREATE INDEX blocks_by_hash on blocks (hash);
CREATE INDEX blocks_by_read on blocks (read_id, block_id);
CREATE INDEX mention_rows_by_line on mention_rows (read_id, line);
CREATE INDEX mention_rows_by_key on mention_rows (row_key);
CREATE INDEX mention_rows_by_crm_id on mention_rows (crm_id_15) where crm_id_15 is not null;
CREATE INDEX mention_rows_by_email on mention_rows (email) where email is not null;
CREATE INDEX forecast_rows_by_line on forecast_rows (read_id, line);
CREATE INDEX opportunity_rows_by_line on opportunity_rows (read_id, line);
CREATE INDEX ledger_by_kind on ledger (kind, sequence);
CREATE INDEX records_by_account on records (account_id, ledger_sequence);
CREATE INDEX plan_accounts_by_account on plan_accounts (account_id);
CREATE INDEX plan_events_by_subject on plan_events (subject, ledger_sequence);
CREATE INDEX step_records_by_plan on step_records (plan_id, ledger_sequence);
CREATE INDEX decisions_by_account on decisions (account_id, ledger_sequence);
CREATE INDEX judgements_by_pile on judgements (edition, pile, email, account_id, app);
CREATE INDEX judgements_by_revocation on judgements (edition, pile, revoked_ms) where revoked_ms is not null;
CREATE TRIGGER ledger_keeps_update before update on ledger
begin select raise(abort, 'ledger is append-only'); end;
CREATE TRIGGER ledger_keeps_delete before delete on ledger
begin select raise(abort, 'ledger is append-only'); end;
CREATE TRIGGER ledger_continues before insert on ledger
when new.sequence is not (select coalesce(max(sequence), 0) + 1 from ledger)
  or new.previous_hash is not coalesce(
    (select hash from ledger order by sequence desc limit 1), new.previous_hash)
begin select raise(abort, 'the ledger takes only the entry that continues it'); end;
CREATE TRIGGER checkpoints_keeps_update before update on checkpoints
begin select raise(abort, 'checkpoints is append-only'); end;
CREATE TRIGGER checkpoints_keeps_delete before delete on checkpoints
begin select raise(abort, 'checkpoints is append-only'); end;
CREATE TRIGGER records_keeps_update before update on records
begin select raise(abort, 'records is append-only'); end;
CREATE TRIGGER records_keeps_delete before delete on records
begin select raise(abort, 'records is append-only'); end;
CREATE TRIGGER plans_keeps_update before update on plans
begin select raise(abort, 'plans is append-only'); end;
CREATE TRIGGER plans_keeps_delete before delete on plans
begin select raise(abort, 'plans is append-only'); end;
CREATE TRIGGER plan_events_keeps_update before update on plan_events
begin select raise(abort, 'plan_events is append-only'); end;
CREATE TRIGGER plan_events_keeps_delete before delete on plan_events
begin select raise(abort, 'plan_events is append-only'); end;
CREATE TRIGGER step_records_keeps_update before update on step_records
begin select raise(abort, 'step_records is append-only'); end;
CREATE TRIGGER step_records_keeps_delete before delete on step_records
begin select raise(abort, 'step_records is append-only'); end;
CREATE TRIGGER decisions_keeps_update before update on decisions
begin select raise(abort, 'decisions is append-only'); end;
CREATE TRIGGER decisions_keeps_delete before delete on decisions
begin select raise(abort, 'decisions is append-only'); end;

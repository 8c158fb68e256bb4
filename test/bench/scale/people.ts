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
  const { accountsAgain, accountsLater } = files;
  const [accounts, again, later] = [files.accounts, accountsAgain, accountsLater].map(writer);
  const directories = [files.directory, files.directoryOne, files.directoryLater].map(writer);
  await accounts?.write(`${USERS}\n`);
  await again?.write(`${USERS}\r\n`);
  await later?.write(`${USERS}\n`);
  for (const one of directories) await one.write(`${DIRECTORY}\n`);
  for (let at = 0; at < rows; at += 1) {
    const person = someone(at, next);
    const chance = next();
    const row = accountOf(person, chance);
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
      await one.write(identityOf(person, isGone, since));
    }
  }
  for (const one of [accounts, again, later, ...directories]) await one?.end();
  return files;
}

export interface ManyApps {
  /** One list of all accounts. */
  readonly one: string;
  /** The same rows as lists of as many applications, the first of them Clari. */
  readonly several: readonly string[];
  readonly directory: string;
}

/** So many accounts of three people for ten of them: each has one in three or four applications. */
export async function writeApps(folder: string, rows: number, apps: number): Promise<ManyApps> {
  const files = {
    one: `${folder}/one.csv`,
    several: Array.from({ length: apps }, (_, app) => `${folder}/several-${app}.csv`),
    directory: `${folder}/directory.csv`,
  };
  const [one, directory] = [writer(files.one), writer(files.directory)];
  const several = files.several.map(writer);
  for (const [app, list] of [one, ...several].entries())
    await list.write(`${app < 2 ? USERS : USERS.replace('Clari User ID', 'User ID')}\n`);
  await directory.write(`${DIRECTORY}\n`);
  const next = random(42);
  const people = Math.round(rows * 0.3);
  for (let at = 0; at < people; at += 1) {
    const person = someone(at, next);
    const chance = next();
    for (const [app, list] of several.entries()) {
      if ((at + Math.floor((app * people) / apps)) % people >= rows / apps) continue;
      const row = `${accountOf(person, chance, app)}2026-11-0${1 + (at % 9)}T10:00:00Z\n`;
      await list.write(row);
      await one.write(row);
    }
    if (chance < 0.93) await directory.write(identityOf(person, next() < 0.05, '2026-10-05'));
  }
  for (const list of [one, directory, ...several]) await list.end();
  return files;
}

const USERS = 'Clari User ID,CRM User ID,Email,Full Name,Role,Team,Status,Last Login';
const DIRECTORY = 'id,login,email,firstName,lastName,employeeNumber,department,status,statusChanged,assigned';

interface Someone {
  readonly at: number;
  readonly given: string;
  readonly family: string;
  readonly email: string;
}

function someone(at: number, next: () => number): Someone {
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)] ?? '';
  const given = pick(GIVEN);
  const family = pick(START) + pick(MIDDLE) + pick(MIDDLE) + pick(END);
  return { at, given, family, email: `${given}.${family}.${at}@acme.com`.toLowerCase() };
}

/** Without its last cell. No two applications number alike. */
function accountOf({ at, given, family, email }: Someone, chance: number, app = 0): string {
  return `u${(app + 1) * 100_000_000 + at},005${String(at).padStart(12, '0')},${email},"${family}, ${given}",Rep,Team ${at % 100},${chance < 0.05 ? 'Inactive' : 'Active'},`;
}

function identityOf({ at, given, family, email }: Someone, isGone: boolean, since: string): string {
  return `00u${100_000_000 + at},${email},${email},${given},${family},E${at},Dept ${at % 50},${isGone ? 'DEPROVISIONED' : 'ACTIVE'},${since}T00:00:00Z,${isGone ? 'false' : 'true'}\n`;
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

import { FAMILY_NAMES, GIVEN_NAMES } from '../../../src/demo/names.ts';
import { randomFrom } from '../../../src/demo/random.ts';
import type { MatchRecord } from '../../../src/model/match-record.ts';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { correlateFields } from '../../../src/reconcile/decide/correlate.ts';
import { ListedIdentity } from '../../../src/reconcile/decide/listed-identity.ts';
import { textOrNull } from '../../../src/sources/cells/text.ts';
import { BLANK } from '../../helpers/match-record.ts';

const ORDINARY = 'ordinary: one account in twenty at an address of nobody';
const STRANGERS = 'ordinary names, all accounts at addresses of nobody';

interface Case {
  readonly name: string;
  readonly as: string | null;
  account(at: number): MatchRecord;
  identity(at: number): MatchRecord;
}

const SCRIPTS = ['田中太郎', 'محمد علي', 'דוד כהן', '김민준', 'สมชาย ใจดี', 'राहुल शर्मा'] as const;

/**
 * Ordinary rows, and the same number of rows that somebody made to hurt. `as`: the ordinary run that it is held against,
 * with as many accounts that no address settles.
 */
export const BAD_INPUTS: readonly Case[] = [
  { name: ORDINARY, as: null, account: oneInTwenty(known), identity: known },
  { name: 'every row with one e-mail', as: ORDINARY, account: oneEmail, identity: oneEmail },
  { name: 'everybody is John Smith', as: ORDINARY, account: oneInTwenty(johnSmith), identity: johnSmith },
  { name: 'scripts without case', as: ORDINARY, account: oneInTwenty(caseless), identity: caseless },
  { name: 'names of 10,000 characters', as: ORDINARY, account: oneInTwenty(longName), identity: longName },
  { name: 'managers in a circle', as: ORDINARY, account: oneInTwenty(managed), identity: managed },
  { name: 'every thousandth identity with 500 aliases', as: ORDINARY, account: oneInTwenty(known), identity: aliased },
  { name: STRANGERS, as: null, account: unknown(known), identity: known },
  {
    name: 'everybody is John Smith, at addresses of nobody',
    as: STRANGERS,
    account: unknown(johnSmith),
    identity: johnSmith,
  },
  {
    name: 'scripts without case, at addresses of nobody',
    as: STRANGERS,
    account: unknown(caseless),
    identity: caseless,
  },
];

export interface Cost {
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly linked: number;
  readonly capped: number;
}

export function costOf({ account, identity }: Case, rows: number): Cost {
  // Making the rows is not matching them.
  const accounts = Array.from({ length: rows }, (_, at) => account(at));
  const identities = Array.from({ length: rows }, (_, at) => new ListedIdentity(identity(at)));
  const start = process.cpuUsage();
  const index = buildCandidateIndex(identities);
  let linked = 0;
  let capped = 0;
  let peak = 0;
  for (const [at, one] of accounts.entries()) {
    const found = correlateFields(one, index, { link: null }, { domainAliases: [] });
    if (found.situation === 'linked') linked += 1;
    if (found.notCompared > 0 || found.candidatesDropped > 0) capped += 1;
    if (at % 1000 === 0) {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + arrayBuffers);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return { cpuMs: (user + system) / 1000, peakMb: peak / 1e6, linked, capped };
}

type Make = (at: number) => MatchRecord;

function known(at: number): MatchRecord {
  const random = randomFrom(at);
  const name = `${random.pick(GIVEN_NAMES)} ${random.pick(FAMILY_NAMES)}`;
  return { ...BLANK, id: `r${at}`, email: `p${at}@acme.example`, name };
}

function unknown(make: Make): Make {
  return (at) => ({ ...make(at), email: `x${at}@elsewhere.example` });
}

function oneInTwenty(make: Make): Make {
  const stranger = unknown(make);
  return (at) => (at % 20 === 0 ? stranger(at) : make(at));
}

function oneEmail(at: number): MatchRecord {
  return { ...known(at), email: 'all@acme.example' };
}

function johnSmith(at: number): MatchRecord {
  return { ...known(at), name: at % 2 === 0 ? 'John Smith' : 'Smith, John' };
}

function caseless(at: number): MatchRecord {
  return { ...known(at), name: `${SCRIPTS[at % SCRIPTS.length] ?? SCRIPTS[0]} ${at % 977}` };
}

/** As the reader hands it on. */
function longName(at: number): MatchRecord {
  const name = textOrNull(`${at} ${'abcdefghi '.repeat(1_000)}`);
  // A copy of its own, as a store gives it: a part of a text holds on to the whole.
  return { ...known(at), name: name === null ? null : Buffer.from(name).toString() };
}

function managed(at: number): MatchRecord {
  return { ...known(at), managerEmail: `p${at + 1}@acme.example` };
}

function aliased(at: number): MatchRecord {
  const otherEmails = Array.from({ length: 500 }, (_, n) => `alias${at}-${n}@acme.example`);
  return at % 1000 === 0 ? { ...known(at), otherEmails } : known(at);
}

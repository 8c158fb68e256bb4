import type { Random } from '../../../src/demo/random.ts';
import type { MatchRecord } from '../../../src/model/match-record.ts';
import { BLANK } from '../../helpers/match-record.ts';

/** One human being of a company that bought another, before anything went wrong with their records. */
export interface Human {
  readonly key: string;
  given: string;
  family: string;
  readonly local: string;
  readonly domain: string;
  readonly employeeId: string;
  readonly crmId: string;
}

export interface DirectoryEntry {
  readonly directory: 'okta' | 'entra';
  readonly record: MatchRecord;
  /** Whose it is; a mailbox has a key of its own. */
  readonly key: string;
}

export interface LabelledAccount {
  readonly record: MatchRecord;
  /** Null: nobody in any directory owns it, so that every link is wrong. */
  readonly key: string | null;
  readonly mutation: string;
}

/** Both directories know them and the account is like them: as most are. */
export function plain(human: Human, random: Random): Made {
  return { identities: inDirectories(human, random), accounts: [accountOf(human, random)] };
}

export interface Made {
  readonly identities: readonly DirectoryEntry[];
  readonly accounts: readonly Omit<LabelledAccount, 'mutation'>[];
}

export function emailOf({ local, domain }: Pick<Human, 'local' | 'domain'>): string {
  return `${local}@${domain}`;
}

export function inDirectories(human: Human, random: Random, over: Partial<MatchRecord> = {}): DirectoryEntry[] {
  const { key, given, family, employeeId } = human;
  const email = emailOf(human);
  const record: MatchRecord = {
    ...BLANK,
    id: key,
    email,
    login: email,
    name: `${given} ${family}`,
    givenName: given,
    familyName: family,
    employeeId,
    ...over,
  };
  const okta: DirectoryEntry = { directory: 'okta', record, key };
  const entra: DirectoryEntry = { directory: 'entra', record, key };
  const where = random.int(1, 10);
  return where <= 7 ? [okta, entra] : [where <= 9 ? okta : entra];
}

/** What a Clari export says: always an address and a name, now and then an id. */
export function accountOf(human: Human, random: Random, over: Partial<MatchRecord> = {}) {
  const record: MatchRecord = {
    ...BLANK,
    id: `clari-${human.key}`,
    email: emailOf(human),
    name: `${human.given} ${human.family}`,
    employeeId: random.int(1, 4) === 1 ? human.employeeId : null,
    ...over,
  };
  return { record, key: human.key };
}

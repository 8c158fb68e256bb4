import { type Account, isOnlyMentioned } from '../model/account.ts';
import type { Candidate, Correlation } from '../model/correlation.ts';
import { ClariIdentityError } from '../model/errors.ts';
import type { Identity } from '../model/identity.ts';
import type { AccountObservation, IdentityObservation } from '../model/observation.ts';
import type { CaseShape, FromLive } from '../reconcile/classify/case-shape.ts';
import { LeanIdentity } from '../reconcile/state/lean-identity.ts';

/** What of an account and its owner nobody has in common with others; rows of reads are only pointed at. */
export interface OwnPart {
  readonly row: number | AccountObservation;
  readonly lines: readonly (number | null)[];
  readonly renamedTo: readonly string[];
  readonly acts: Pick<Account, 'acts' | 'lastActed'>;
  readonly duplicateOf: readonly string[];
  readonly notCompared: number;
  readonly candidates: Readonly<Record<CandidateList, readonly OwnIdentity[]>>;
}

interface OwnIdentity {
  readonly id: string;
  readonly row: number | IdentityObservation;
  /** Absent: it is not known, or it has not ended. */
  readonly revokedAt?: string;
  readonly revokedAtDateOnly?: boolean;
  /** Absent: no live read said anything about it. */
  readonly live?: FromLive;
}

export const CANDIDATE_LISTS = ['linked', 'candidates', 'nearest'] as const satisfies readonly (keyof Correlation)[];
export type CandidateList = (typeof CANDIDATE_LISTS)[number];

/** As it is written: of a million accounts most have none of the rest, so what is not there is left out. */
interface WrittenOwn {
  row: OwnPart['row'];
  lines: OwnPart['lines'];
  renamedTo?: OwnPart['renamedTo'];
  acts?: OwnPart['acts'];
  duplicateOf?: OwnPart['duplicateOf'];
  notCompared?: OwnPart['notCompared'];
  linked?: readonly OwnIdentity[];
  candidates?: readonly OwnIdentity[];
  nearest?: readonly OwnIdentity[];
}

/** `isDirectoryRead`: whether the latest row of an identity is a row of that read; else it is kept itself. */
export function ownText(
  account: Account,
  correlation: Correlation,
  isDirectoryRead: (snapshotId: string) => boolean,
): string {
  const { latest, maybeRenamedTo, sightings, acts, lastActed } = account;
  const { linked, candidates, nearest, duplicateOf, notCompared } = correlation;
  const owner = soleOwner(account, correlation);
  if (owner !== null && isDirectoryRead(owner.latestSnapshotId))
    return soleOwnerText(
      latest.line,
      sightings.map((one) => one.line),
      owner,
    );
  const ownIdentity = ({ identity }: Candidate): OwnIdentity => ({
    id: identity.identityId,
    row: isDirectoryRead(identity.latestSnapshotId) ? identity.latest.line : identity.latest,
    ...revocationOf(identity),
    ...fromLive(identity),
  });
  const own: WrittenOwn = {
    row: isOnlyMentioned(account) ? latest : latest.line,
    lines: sightings.map((one) => one.line),
  };
  if (maybeRenamedTo.length > 0) own.renamedTo = maybeRenamedTo;
  if (acts !== undefined || lastActed !== undefined)
    own.acts = { ...(acts === undefined ? {} : { acts }), ...(lastActed === undefined ? {} : { lastActed }) };
  if (duplicateOf.length > 0) own.duplicateOf = duplicateOf;
  if (notCompared > 0) own.notCompared = notCompared;
  if (linked.length > 0) own.linked = linked.map(ownIdentity);
  if (candidates.length > 0) own.candidates = candidates.map(ownIdentity);
  if (nearest.length > 0) own.nearest = nearest.map(ownIdentity);
  return JSON.stringify(own);
}

/** Of an account with a sole owner, whose latest row is a directory's. */
export function soleOwnerText(row: number, lines: readonly (number | null)[], owner: LeanIdentity): string {
  return `{"row":${row},"lines":${JSON.stringify(lines)},"linked":[{"id":${JSON.stringify(owner.identityId)},"row":${owner.line}}]}`;
}

/**
 * Its one owner, where that is all there is to tell of it: nothing is doubted, recorded, shared, renamed, ended or known
 * from a live read. What is made of such a case is made without looking at the rows. Null: there is more.
 */
export function soleOwner(account: Account, correlation: Correlation): LeanIdentity | null {
  const { linked, candidates, nearest, duplicateOf, notCompared } = correlation;
  const owner = linked[0]?.identity;
  if (!(owner instanceof LeanIdentity) || linked.length > 1 || owner.plain === 0) return null;
  if (candidates.length > 0 || nearest.length > 0 || duplicateOf.length > 0 || notCompared > 0) return null;
  if (account.maybeRenamedTo.length > 0 || account.acts !== undefined || account.lastActed !== undefined) return null;
  return isOnlyMentioned(account) ? null : owner;
}

function revocationOf({
  revokedAt,
  revokedAtDateOnly,
}: Identity): Pick<OwnIdentity, 'revokedAt' | 'revokedAtDateOnly'> {
  if (revokedAt === null) return NOTHING;
  return revokedAtDateOnly ? { revokedAt, revokedAtDateOnly } : { revokedAt };
}

function fromLive({ revokedBy, ssoName, lastSsoAt }: Identity): Pick<OwnIdentity, 'live'> {
  const known = revokedBy !== null || ssoName !== null || lastSsoAt !== null;
  return known ? { live: { revokedBy, ssoName, lastSsoAt } } : NOTHING;
}

const NOTHING = {};

export const NOTHING_LIVE: FromLive = { revokedBy: null, ssoName: null, lastSsoAt: null };

export function readShape(text: string): CaseShape {
  const value: unknown = JSON.parse(text);
  if (!isShape(value)) throw damaged();
  return value;
}

export function readOwn(text: string): OwnPart {
  const value: unknown = JSON.parse(text);
  if (!isOwn(value)) throw damaged();
  const { linked = [], candidates = [], nearest = [], ...own } = value;
  return {
    renamedTo: [],
    acts: {},
    duplicateOf: [],
    notCompared: 0,
    ...own,
    candidates: { linked, candidates, nearest },
  };
}

/** We wrote it ourselves and a page has up to 200, so only its joints are looked at. */
function isShape(value: unknown): value is CaseShape {
  return (
    isObject(value) &&
    isObject(value['account']) &&
    Array.isArray(value['sightings']) &&
    isObject(value['correlation']) &&
    CANDIDATE_LISTS.every((list) => isObject(value['candidates']) && Array.isArray(value['candidates'][list]))
  );
}

function isOwn(value: unknown): value is WrittenOwn {
  return isObject(value) && Array.isArray(value['lines']) && LISTS.every((list) => isListOrAbsent(value[list]));
}

const LISTS = ['renamedTo', 'duplicateOf', ...CANDIDATE_LISTS] as const;

function isListOrAbsent(value: unknown): boolean {
  return value === undefined || Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function damaged(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_CORRUPT',
    'The store holds a judgement that this program never writes.',
    'Restore the database from a backup, or move it away and import the files again.',
  );
}

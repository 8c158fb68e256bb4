import { type Account, isOnlyMentioned, type Sighting } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Identity } from '../../model/identity.ts';
import type { AccountObservation, IdentityObservation } from '../../model/observation.ts';
import { commonOf, LeanIdentity } from '../../reconcile/state/lean-identity.ts';
import type { StoredCase } from '../../store/store.ts';

/** An account and its owner as they are kept: most of it many have in common, and rows of reads are only pointed at. */
export interface CaseShape {
  readonly account: Omit<Account, 'accountId' | 'latest' | 'maybeRenamedTo' | 'sightings' | 'acts' | 'lastActed'>;
  readonly sightings: readonly Omit<Sighting, 'line'>[];
  readonly correlation: Omit<Correlation, CandidateList | 'duplicateOf' | 'notCompared'>;
  readonly candidates: Readonly<Record<SharedList, readonly CandidateShape[]>>;
}

export interface OwnPart {
  readonly row: number | AccountObservation;
  readonly lines: readonly (number | null)[];
  readonly renamedTo: readonly string[];
  readonly acts: Pick<Account, 'acts' | 'lastActed'>;
  readonly duplicateOf: readonly string[];
  readonly notCompared: number;
  readonly candidates: Readonly<Record<CandidateList, readonly OwnIdentity[]>>;
  /** Nobody has these in common with others, and no verdict rests on them. */
  readonly nearest: readonly CandidateShape[];
}

interface CandidateShape {
  readonly candidate: Omit<Candidate, 'identity' | 'comparisons' | 'weight'>;
  readonly identity: Omit<Identity, 'identityId' | 'latest' | 'revokedAt' | 'revokedAtDateOnly' | keyof FromLive>;
}

type FromLive = Pick<Identity, 'revokedBy' | 'ssoName' | 'lastSsoAt'>;

interface OwnIdentity {
  readonly id: string;
  readonly row: number | IdentityObservation;
  readonly revokedAt: string | null;
  readonly revokedAtDateOnly?: true;
  /** Absent: no live read told anything of it. */
  readonly live?: FromLive;
}

export const CANDIDATE_LISTS = ['linked', 'candidates', 'nearest'] as const satisfies readonly (keyof Correlation)[];
export type CandidateList = (typeof CANDIDATE_LISTS)[number];
type SharedList = Exclude<CandidateList, 'nearest'>;

/** `isDirectoryRead`: whether the latest row of an identity is a row of that read; else it is kept itself. */
export function caseText(
  account: Account,
  correlation: Correlation,
  isDirectoryRead: (snapshotId: string) => boolean,
): Pick<StoredCase, 'shape' | 'own'> {
  const { accountId: _id, latest, maybeRenamedTo, sightings, acts, lastActed, ...common } = account;
  const { linked, candidates, nearest, duplicateOf, notCompared, ...link } = correlation;
  const shape: CaseShape = {
    account: common,
    sightings: sightings.map(({ line: _line, ...said }) => said),
    correlation: link,
    candidates: { linked: linked.map(shapeOf), candidates: candidates.map(shapeOf) },
  };
  const ownIdentity = ({ identity }: Candidate): OwnIdentity => ({
    id: identity.identityId,
    row: isDirectoryRead(identity.latestSnapshotId) ? identity.latest.line : identity.latest,
    revokedAt: identity.revokedAt,
    ...(identity.revokedAtDateOnly ? { revokedAtDateOnly: true } : {}),
    ...fromLive(identity),
  });
  const own: OwnPart = {
    row: isOnlyMentioned(account) ? latest : latest.line,
    lines: sightings.map((one) => one.line),
    renamedTo: maybeRenamedTo,
    acts: { ...(acts === undefined ? {} : { acts }), ...(lastActed === undefined ? {} : { lastActed }) },
    duplicateOf,
    notCompared,
    candidates: {
      linked: linked.map(ownIdentity),
      candidates: candidates.map(ownIdentity),
      nearest: nearest.map(ownIdentity),
    },
    nearest: nearest.map(shapeOf),
  };
  return { shape: JSON.stringify(shape), own: JSON.stringify(own) };
}

function fromLive({ revokedBy, ssoName, lastSsoAt }: Identity): Pick<OwnIdentity, 'live'> {
  const known = revokedBy !== null || ssoName !== null || lastSsoAt !== null;
  return known ? { live: { revokedBy, ssoName, lastSsoAt } } : {};
}

export const NOTHING_LIVE: FromLive = { revokedBy: null, ssoName: null, lastSsoAt: null };

function shapeOf({ identity, comparisons: _comparisons, weight: _weight, ...candidate }: Candidate): CandidateShape {
  return { candidate, identity: identity instanceof LeanIdentity ? identity.common : commonOf(identity) };
}

/** A candidate without its own part; undefined: there is no such one. */
export function candidateShape(shape: CaseShape, own: OwnPart, list: CandidateList, index: number) {
  return list === 'nearest' ? own.nearest[index] : shape.candidates[list][index];
}

export function readShape(text: string): CaseShape {
  const value: unknown = JSON.parse(text);
  if (!isShape(value)) throw damaged();
  return value;
}

export function readOwn(text: string): OwnPart {
  const value: unknown = JSON.parse(text);
  if (!isOwn(value)) throw damaged();
  return value;
}

/** We wrote it ourselves and a page has up to 200, so only its joints are looked at. */
function isShape(value: unknown): value is CaseShape {
  return (
    isObject(value) &&
    isObject(value['account']) &&
    Array.isArray(value['sightings']) &&
    isObject(value['correlation']) &&
    isObject(value['candidates']) &&
    Array.isArray(value['candidates']['linked']) &&
    Array.isArray(value['candidates']['candidates'])
  );
}

function isOwn(value: unknown): value is OwnPart {
  return (
    isObject(value) &&
    Array.isArray(value['lines']) &&
    Array.isArray(value['duplicateOf']) &&
    Array.isArray(value['nearest']) &&
    isObject(value['candidates']) &&
    hasLists(value['candidates'])
  );
}

function hasLists(value: Readonly<Record<string, unknown>>): boolean {
  return CANDIDATE_LISTS.every((list) => Array.isArray(value[list]));
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

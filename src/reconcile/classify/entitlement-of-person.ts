import type { Correlation } from '../../model/correlation.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import { addMs, type Instant, MINUTE_MS } from '../../model/time.ts';
import { isStale } from '../coverage/staleness.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import { homeDomains } from './domains.ts';
import { identityEvidence } from './identity-evidence.ts';
import type { Gap } from './outcome.ts';
import { unclearReason, type Word, wordOf } from './person-kinds.ts';

/** Changes younger than this are held against nobody: directories need a moment to agree with themselves. */
export const HOLD_MS = 5 * MINUTE_MS;

/** What all linked identities together say, as dated; `gaps` is what keeps that from being relied on today. */
export interface PersonView {
  readonly leaning: 'not_linked' | 'entitled' | 'leaver' | 'unassigned' | 'unclear';
  readonly gaps: readonly Gap[];
  /** Identities whose word counts: in a governing directory, and not a guest whose home speaks. */
  readonly speaking: readonly Identity[];
  readonly evidence: readonly Evidence[];
  /** Identities that a retired directory left behind as people who may enter Clari: nothing is said against them. */
  readonly retired: readonly Gap[];
}

interface Input {
  readonly correlation: Correlation;
  readonly coverage: CoverageFacts;
  readonly settings: Settings;
  readonly now: Instant;
}

interface Voice {
  readonly identity: Identity;
  readonly word: Word;
  readonly gaps: readonly Gap[];
}

/** One entitled identity is enough; a missing premise of any other one then takes nothing away. */
export function personView(input: Input): PersonView {
  const identities = input.correlation.linked.map((candidate) => candidate.identity);
  if (identities.length === 0) return { leaning: 'not_linked', gaps: [], speaking: [], evidence: [], retired: [] };
  const inScope = identities.filter((identity) => input.coverage.scope.includes(identity.directory));
  const speaking = inScope.filter((identity) => !followsHome(identity, inScope));
  const evidence = identities.flatMap((identity) => identityEvidence(identity, remark(identity, inScope, speaking)));
  const voices = speaking.map((identity) => voiceOf(identity, input));
  if (voices.some((voice) => voice.word === 'entitled' && voice.gaps.length === 0))
    return { leaning: 'entitled', gaps: [], speaking, evidence, retired: [] };
  // Who decided that the account is this person's knew what they decided.
  const retired =
    input.correlation.rule === 'confirmed_by_person' ? [] : retiredGaps(identities, speaking, input.coverage);
  if (voices.length === 0)
    return { leaning: 'unclear', gaps: outOfScope(identities, input.coverage), speaking, evidence, retired };
  const gaps = [...voices.flatMap((voice) => voice.gaps), ...retired];
  return { leaning: leaningOf(voices), gaps, speaking, evidence, retired };
}

/** A right that ended later than the retired directory last spoke of the person is news to it. */
function retiredGaps(
  identities: readonly Identity[],
  speaking: readonly Identity[],
  { retired }: CoverageFacts,
): readonly Gap[] {
  const ended = speaking.map((one) => one.revokedAt ?? '').reduce((last, at) => (at > last ? at : last), '');
  return identities
    .filter((one) => retired.directories.has(one.directory) && wordOf(one.entitlement) !== 'revoked')
    .filter((one) => ended <= one.asOf)
    .map((one) => gap('source_retired', one));
}

function leaningOf(voices: readonly Voice[]): PersonView['leaning'] {
  const words = new Set(voices.map((voice) => voice.word));
  if (words.has('entitled')) return 'entitled';
  if (words.has('unclear')) return 'unclear';
  return words.has('unassigned') ? 'unassigned' : 'leaver';
}

/** A guest's right follows its home directory where that one governs and knows the person. */
function followsHome(identity: Identity, inScope: readonly Identity[]): boolean {
  return (
    identity.latest.personKind === 'guest' &&
    inScope.some((other) => other.directory !== identity.directory && other.latest.personKind !== 'guest')
  );
}

function voiceOf(identity: Identity, input: Input): Voice {
  const own = wordOf(identity.entitlement);
  const homeless = own === 'entitled' && homeIsUnheard(identity, input.coverage);
  const homeRetired = own === 'entitled' && homeIsRetired(identity, input.coverage);
  const word = homeless || homeRetired ? 'unclear' : own;
  const gaps = [
    ...staleGaps(identity, input),
    ...(own !== 'revoked' && restsOnRetiredList(identity, input.coverage) ? [gap('source_retired', identity)] : []),
    ...(homeless ? [gap('guest_home_directory', identity)] : []),
    ...(homeRetired ? [gap('source_retired', identity)] : []),
    ...(own === 'unclear' ? [gap(unclearReason(identity), identity)] : []),
    ...((own === 'revoked' || own === 'unassigned') && isTooRecent(identity, input.now)
      ? [gap('change_too_recent', identity)]
      : []),
  ];
  return { identity, word, gaps };
}

/** The guest's home directory governs, yet the person was not found in it: the invitation alone entitles nobody. */
function homeIsUnheard(identity: Identity, coverage: CoverageFacts): boolean {
  if (identity.latest.personKind !== 'guest') return false;
  const homes = homeDomains(identity);
  return coverage.scope.some(
    (name) =>
      name !== identity.directory &&
      [...(coverage.directories.get(name)?.domains ?? [])].some((domain) => homes.has(domain)),
  );
}

/** What the guest's home would say now, nobody reads any more. */
function homeIsRetired(identity: Identity, { retired }: CoverageFacts): boolean {
  if (identity.latest.personKind !== 'guest') return false;
  const homes = homeDomains(identity);
  return [...retired.directories.values()].some(({ domains }) => [...domains].some((domain) => homes.has(domain)));
}

function restsOnRetiredList(identity: Identity, { retired }: CoverageFacts): boolean {
  const list = retired.lists.get(identity.directory);
  return list !== undefined && identity.assignmentAsOf !== null && identity.assignmentAsOf <= list;
}

function staleGaps(identity: Identity, { settings, now }: Input): readonly Gap[] {
  const gaps: Gap[] = [];
  if (isStale(identity.asOf, now, settings)) gaps.push(gap('directory_stale', identity));
  const word = wordOf(identity.entitlement);
  const suspendedByAssignment = identity.entitlement === 'suspended' && identity.latest.status === 'active';
  const restsOnAssignment = word === 'entitled' || word === 'unassigned' || suspendedByAssignment;
  if (restsOnAssignment && isStale(identity.assignmentAsOf ?? identity.asOf, now, settings))
    gaps.push(gap('assignment_stale', identity));
  return gaps;
}

/** A revocation time in the future is as recent as can be. */
function isTooRecent(identity: Pick<Identity, 'revokedAt'>, now: Instant): boolean {
  return identity.revokedAt !== null && now < addMs(identity.revokedAt, HOLD_MS);
}

function gap(reason: Gap['reason'], identity: Identity): Gap {
  const rows = identityEvidence(identity, null);
  const row = reason.startsWith('assignment') && identity.assignment !== null ? rows[1] : rows[0];
  return {
    reason,
    directory: identity.directory,
    evidence: row ?? { source: `directory:${identity.directory}`, observedAt: identity.asOf, fact: 'No row.' },
  };
}

function outOfScope(identities: readonly Identity[], coverage: CoverageFacts): readonly Gap[] {
  return identities.map((identity) =>
    gap(coverage.retired.directories.has(identity.directory) ? 'source_retired' : 'identity_out_of_scope', identity),
  );
}

function remark(identity: Identity, inScope: readonly Identity[], speaking: readonly Identity[]): string | null {
  if (!inScope.includes(identity)) return 'This directory does not govern Clari: shown, not counted.';
  if (!speaking.includes(identity)) return 'A guest: what its home directory says counts.';
  return null;
}

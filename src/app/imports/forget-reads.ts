import { evaluate, previewReads } from '../../evaluation/index.ts';
import type { Attestation } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { FINDINGS, type Finding } from '../../model/finding.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { Json, LedgerKind } from '../../model/ledger.ts';
import { type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { VerdictChange, VerdictChanges } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { settleSteps } from '../plans/settle-steps.ts';
import type { ConfirmOutcome } from '../statements/asking.ts';
import { claimedAccounts, settleClaims, type WeighedClaim, weighClaims } from '../statements/claims.ts';
import { checkLevel, type Needed } from '../statements/needed.ts';
import { statedText } from '../statements/stated-text.ts';
import { attestationPart, type Statement, stateWithoutCode } from '../statements/statement.ts';

export interface ForgetRequest {
  /**
   * `source`: a series (`clari-users`, `directory:okta`), or the name of a directory for all snapshots of it. `read`:
   * one snapshot by its id, which should not have been imported, or is held and should not be accepted.
   */
  readonly what: { readonly source: string } | { readonly read: string };
  readonly reason: string;
  /** True if the snapshots should never have been imported: then they block no conclusion either. */
  readonly mistaken: boolean;
}

export interface WeighedForget extends ForgetRequest {
  readonly reads: readonly Snapshot[];
  readonly entry: Extract<LedgerKind, 'source.retired' | 'read.withdrawn' | 'read.discarded'>;
  /** By the same rules as every evaluation; unchanged verdicts are not listed. */
  readonly changes: readonly VerdictChange[];
  /** Number of accounts that no snapshot would show any more. */
  readonly gone: number;
  /** Changes that reach a different conclusion, and do not merely lose one. */
  readonly stronger: readonly VerdictChange[];
  /** Where claims stand without the snapshots. */
  readonly claims: readonly WeighedClaim[];
  /** Revision of the store at which the effect was calculated. */
  readonly revision: number;
}

/** Findings that conclude nothing. A claim that loses its confirmation waits again. */
const LOSSES: ReadonlySet<Finding> = new Set(['inconclusive', 'awaiting_verification']);
/** Findings that a person has to look at. From any of them to a question is a loss. */
const ACCUSATIONS: ReadonlySet<Finding> = new Set(['leaver_active', 'unassigned_active', 'orphaned']);

/** Whether a verdict only loses what it rested on, and reaches no other conclusion. */
export function isLoss(from: Finding | undefined, to: Finding): boolean {
  return LOSSES.has(to) || (to === 'needs_review' && from !== undefined && ACCUSATIONS.has(from));
}

/**
 * Calculates what forgetting snapshots would change: everything is judged beside the store as it would be. Nothing is
 * written.
 */
export async function weighForget(deps: Deps, request: ForgetRequest): Promise<WeighedForget> {
  const reason = statedText(request.reason, 'reason');
  const { all, revision } = await deps.store.read(async (reader) => ({
    all: await reader.snapshots(),
    revision: await reader.revision(),
  }));
  const reads = readsOf(request.what, all);
  const state = stateAfter(request);
  const { changed, gone } = await verdictsWithout(deps, reads, state);
  const changes = inOrder(changed);
  return {
    ...request,
    reason,
    reads,
    entry: entryOf(request, reads),
    changes,
    gone,
    stronger: changes.filter((one) => !isLoss(one.from, one.to)),
    // What a retired source said stays as history, and so does what it settled.
    claims: state === 'retired' ? [] : await claimsWithout(deps, reads),
    revision,
  };
}

/**
 * Forgets the snapshots after somebody agreed to the effect; the ledger keeps that they existed, and why they no longer
 * count. The calculation takes too long for a write transaction, so it is repeated if something was imported in
 * between: the effect must still be what the person saw.
 */
export async function forgetReads(
  deps: Deps,
  request: ForgetRequest,
  attestation: Attestation,
  ask: (seen: WeighedForget) => Promise<ConfirmOutcome>,
): Promise<WeighedForget> {
  let seen = await weighForget(deps, request);
  let outcome: ConfirmOutcome | null = null;
  for (;;) {
    const weighed = seen;
    const stated = await stateWithoutCode(deps, forgetting, weighed, {
      attestation,
      session: null,
      ask: async () => {
        outcome ??= await ask(weighed);
        return outcome;
      },
    });
    if (stated.kind === 'stated') {
      // Killed before it, the next import does it.
      if (stateAfter(weighed) === 'superseded') await settleSteps(deps);
      return weighed;
    }
    seen = await weighForget(deps, request);
    if (outcome !== null && effectOf(seen) !== effectOf(weighed)) throw changedMeanwhile(weighed, seen);
  }
}

const NOTHING_CHANGED = 'Nothing was changed.';

const NEEDED: Needed = {
  level: 'client_form',
  why: 'Reads are taken out by a person who types a phrase at a terminal, and this is none.',
  remedy: 'Run the command in a terminal of your own, without pipes. --dry-run shows what it would do.',
};

/** Throws ERR_CONFIRMATION where nobody takes reads out that way, before everything is judged aside for it. */
export function checkMayForget(attestation: Attestation): void {
  checkLevel(NEEDED, { attestation }, NOTHING_CHANGED);
}

interface ForgetDraft {
  readonly weighed: WeighedForget;
  readonly content: { readonly [key: string]: Json };
}

const forgetting: Statement<WeighedForget, ForgetDraft, null, null, 'outdated'> = {
  name: 'forget',
  nothing: NOTHING_CHANGED,
  needsJudgements: false,

  async prepare(_reader, _deps, weighed) {
    const { what, reason, mistaken, reads, changes } = weighed;
    const [first] = reads;
    const named =
      'source' in what || first === undefined
        ? { source: 'source' in what ? what.source.trim() : '', mistaken }
        : { snapshot_id: first.snapshotId, series: seriesOf(first), sha256: first.sha256, as_of: first.asOf };
    return {
      weighed,
      content: {
        ...named,
        reason,
        snapshots: reads.map((one) => one.snapshotId),
        changes: changes.map((one) => ({ ...one })),
      },
    };
  },

  async check(reader, _deps, { weighed }) {
    const isStill = (await reader.revision()) === weighed.revision;
    return isStill ? { kind: 'new', fit: null } : { kind: 'already', known: 'outdated', raise: null };
  },

  needs: () => NEEDED,

  // The effect takes too long to calculate for the second look here; `forgetReads` compares it itself.
  seen: () => ({}),

  entry({ weighed, content }, _fit, { attestation }) {
    return { kind: weighed.entry, payload: { ...content, ...attestationPart(attestation) } };
  },

  async keep(writer, deps, { draft: { weighed }, entry }) {
    const state = stateAfter(weighed);
    for (const { snapshotId, guards } of weighed.reads)
      await writer.settleSnapshot(snapshotId, state, guards, state === 'retired' ? entry.at : null);
    await settleClaims(writer, deps, weighed.claims);
    return null;
  },
};

async function verdictsWithout(
  deps: Deps,
  reads: readonly Snapshot[],
  state: ReturnType<typeof stateAfter>,
): Promise<VerdictChanges> {
  const { store, settings, watch } = deps;
  await evaluate(deps);
  const now = deps.clock();
  const ids = new Set(reads.map((one) => one.snapshotId));
  return previewReads(
    store,
    settings,
    now,
    (one) => (ids.has(one.snapshotId) ? { ...one, state, retiredAt: now } : one),
    watch,
  );
}

async function claimsWithout(deps: Deps, reads: readonly Snapshot[]): Promise<readonly WeighedClaim[]> {
  return deps.store.read(async (reader) => {
    if ((await reader.records()).length === 0) return [];
    const without = reads.map((one) => one.snapshotId);
    return weighClaims(reader, await claimedAccounts(reader, deps.clock(), null, without), deps);
  });
}

function stateAfter({ what, mistaken }: Pick<ForgetRequest, 'what' | 'mistaken'>): 'retired' | 'superseded' {
  return mistaken || 'read' in what ? 'superseded' : 'retired';
}

function entryOf({ what }: ForgetRequest, reads: readonly Snapshot[]): WeighedForget['entry'] {
  if ('source' in what) return 'source.retired';
  return reads.some(({ state }) => state === 'held') ? 'read.discarded' : 'read.withdrawn';
}

function readsOf(what: ForgetRequest['what'], all: readonly Snapshot[]): readonly Snapshot[] {
  if ('source' in what) {
    const reads = all.filter((one) => counts(one) && names(one).includes(what.source.trim()));
    if (reads.length > 0) return reads;
    throw unknownSource(what.source, all);
  }
  const named = all.find(({ snapshotId }) => snapshotId === what.read.trim());
  if (named !== undefined && (counts(named) || named.state === 'retired')) return [named];
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    named === undefined
      ? `No read is known as ${quote(what.read)}. Nothing was changed.`
      : `The read ${named.snapshotId} counts for nothing already. Nothing was changed.`,
    'Take the id of a read from `clari-identity-mcp status`, or from the answer that imported it.',
  );
}

function counts({ state }: Snapshot): boolean {
  return state === 'published' || state === 'held';
}

function names(snapshot: Snapshot): readonly string[] {
  return snapshot.directory === null ? [seriesOf(snapshot)] : [seriesOf(snapshot), snapshot.directory];
}

function unknownSource(source: string, all: readonly Snapshot[]): ClariIdentityError {
  const known = [...new Set(all.filter(counts).flatMap(names))].sort();
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `No read that counts is of ${quote(source)}. Nothing was changed.`,
    known.length === 0 ? 'Nothing was imported yet.' : `Sources that were read: ${known.map(bare).join(', ')}.`,
  );
}

function effectOf({ reads, changes, gone }: WeighedForget): string {
  return JSON.stringify([reads.map((one) => one.snapshotId), changes, gone]);
}

function changedMeanwhile(seen: WeighedForget, now: WeighedForget): ClariIdentityError {
  const effectOf = ({ reads, changes, gone }: WeighedForget) =>
    [
      `${reads.length} read(s)`,
      ...changes.map((one) => `${one.accounts} from ${one.from} to ${one.to}`),
      `${gone} gone`,
    ].join(', ');
  return new ClariIdentityError(
    'ERR_GUARD',
    `Something else came in while you were asked, and it would do something else now: ${effectOf(now)}, and not ${effectOf(seen)}. Nothing was changed.`,
    'Run it again: it shows what it would do now.',
  );
}

function inOrder(changes: readonly VerdictChange[]): readonly VerdictChange[] {
  const rank = ({ from, to }: VerdictChange) => FINDINGS.indexOf(from) * FINDINGS.length + FINDINGS.indexOf(to);
  return [...changes].sort((a, b) => rank(a) - rank(b));
}

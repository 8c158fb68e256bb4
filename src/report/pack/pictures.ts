import { type AttestationLevel, isAtLeast } from '../../model/attestation.ts';
import type { Exposure, StatedClosing } from '../../model/exposure.ts';
import { FINDINGS } from '../../model/finding.ts';
import { html, type Markup } from '../../views/html.ts';
import { exposurePicture } from '../../views/pictures/exposure.ts';
import { findingBars } from '../../views/pictures/finding-bars.ts';
import type { Manifest } from './manifest.ts';
import type { LeaverRow, RecordRow } from './rows.ts';

interface Shown {
  readonly manifest: Pick<Manifest, 'generated_at' | 'population' | 'settings'>;
  readonly leavers: readonly LeaverRow[];
  /** How many there are at all. */
  readonly leaversInAll: number;
  readonly records: readonly RecordRow[];
}

/** What the rows of the pack say, at a glance. */
export function packPictures({ manifest, leavers, leaversInAll, records }: Shown): Markup {
  const least = manifest.settings.min_attestation ?? 'unattended';
  const rows = leavers.map((one) => exposureOf(one, records, least)).toSorted(byOpen);
  return html`<h2 id="pictures">At a glance</h2>
${findingBars('by-finding', {
  title: 'Findings by application',
  each: 'Application',
  groups: manifest.population.map(({ app, by_finding: counts }) => ({
    name: app,
    href: null,
    counts: Object.fromEntries(FINDINGS.map((finding) => [finding, counts[finding] ?? 0])),
  })),
  notes: [],
  none: 'No account is known.',
})}
${exposurePicture('over-time', {
  title: 'Leavers over time, the longest open first',
  now: manifest.generated_at,
  rows,
  more: leaversInAll - rows.length,
  unknown: 0,
  listed: 'in leavers.csv',
  link: () => null,
  none: 'Nobody lost the right to an account in this period.',
})}`;
}

function exposureOf(row: LeaverRow, records: readonly RecordRow[], least: AttestationLevel): Exposure {
  return {
    accountId: row.account_id,
    app: row.app,
    email: row.email,
    name: row.name,
    endedAt: row.access_ended_at,
    stated: statedOf(row, records, least),
    seenClosedAt: row.first_seen_closed_at,
    usedAfter: row.used_after_access_ended,
    lastUseAt: null,
    dueAt: row.due_at,
  };
}

/** The claim of the row, with what only its record says. */
function statedOf(row: LeaverRow, records: readonly RecordRow[], least: AttestationLevel): StatedClosing | null {
  const { claimed_at: at, claim_state: state, settled_as_of: settledAt } = row;
  if (at === null || state === null) return null;
  const record = records.findLast((one) => one.account_id === row.account_id && one.performed_at === at);
  // A command line of an earlier version counted until a moment that the pack does not name.
  const counts = record === undefined || isAtLeast(record.attestation, least) || record.formerly === 'command_line';
  return { at, state, counts, settledAt, reappearedAt: record?.reappeared_as_of ?? null };
}

function byOpen(one: Exposure, other: Exposure): number {
  const key = ({ endedAt, seenClosedAt, accountId }: Exposure) =>
    `${endedAt === null ? 2 : seenClosedAt === null ? 0 : 1} ${endedAt ?? ''} ${accountId}`;
  return key(one) < key(other) ? -1 : 1;
}

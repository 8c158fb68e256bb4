import { openWatch } from '../../../src/app/imports/gate/open-watch.ts';
import { publishRead } from '../../../src/app/imports/publish-read.ts';
import { type WeighedRead, weighRead } from '../../../src/app/imports/weigh-read.ts';
import type { AccountObservation, IdentityObservation, Observation } from '../../../src/model/observation.ts';
import type { Reading, Sense, Snapshot, SnapshotHead, UsedColumn } from '../../../src/model/snapshot.ts';
import type { World } from '../../helpers/deps.ts';
import { accountRow, identityRow } from '../../helpers/model-builders.ts';

const GIVEN = [
  'Iris',
  'Jonas',
  'Kira',
  'Lorenz',
  'Mila',
  'Nepomuk',
  'Ottilie',
  'Pavel',
  'Quirin',
  'Rosa',
  'Sven',
  'Tilda',
  'Ulf',
  'Viola',
];

/** Person number `at`, as every list has them. */
export function addressOf(at: number, domain = 'vela.example'): string {
  return `${(GIVEN[at % GIVEN.length] ?? '').toLowerCase()}.${at}@${domain}`;
}

export function nameOf(at: number): string {
  return `${GIVEN[at % GIVEN.length]} Number${String.fromCharCode(97 + (at % 26))}${at}`;
}

export function accountOf(at: number, over: Partial<AccountObservation> = {}): Observation {
  const row = accountRow({
    line: at + 2,
    key: `id:a${at}`,
    exportId: `a${at}`,
    email: addressOf(at),
    name: nameOf(at),
    ...over,
  });
  return { of: 'account', row };
}

export function identityOf(at: number, over: Partial<IdentityObservation> = {}): Observation {
  const own = {
    line: at + 2,
    directory: 'hr',
    identityId: `p${at}`,
    login: null,
    email: addressOf(at),
    name: nameOf(at),
  };
  return { of: 'identity', row: identityRow({ ...own, statusRaw: 'Yes', ...over }) };
}

export function used(
  field: string,
  header: string,
  sense: Sense | null = null,
  over: Partial<UsedColumn> = {},
): UsedColumn {
  return { field, header, sense, basis: 'header', isBlank: false, ...over };
}

export function reading(...columns: readonly UsedColumn[]): Reading {
  return { used: columns, unused: [], takenForMissing: [], notUnderstood: [], unreadable: [] };
}

export interface Arriving {
  readonly rows: readonly Observation[];
  readonly reading: Reading | null;
  readonly head?: Partial<SnapshotHead>;
}

let files = 0;

/** A read staged as every import stages it, weighed, and counted where nothing speaks against it or somebody accepts. */
export async function arrive(
  world: World,
  { rows, reading: how, head = {} }: Arriving,
  acceptDrop = false,
): Promise<{ readonly weighed: WeighedRead; readonly snapshot: Snapshot | null }> {
  files += 1;
  const isDirectory = rows[0]?.of === 'identity';
  const whole: SnapshotHead = {
    kind: isDirectory ? 'directory' : 'clari-users',
    directory: isDirectory ? 'hr' : null,
    app: isDirectory ? null : 'clari',
    asOf: '2026-11-20T09:00:00.000Z',
    asOfBasis: 'stated',
    fileName: 'list.csv',
    sha256: String(files).padStart(64, '0'),
    completeness: 'complete',
    completenessBasis: 'stated',
    filter: null,
    facts: null,
    ...head,
  };
  const watch = await openWatch(world, whole);
  const staged = await world.store.stage({ ...whole, importedAt: world.clock(), importedBy: 'tester' });
  watch.see(rows);
  await staged.append(rows);
  const tally = {
    rowsRead: rows.length,
    rowsAccepted: rows.length,
    rowsRefused: 0,
    headerFingerprint: 'f',
    encoding: 'utf-8',
  };
  await staged.finish(tally, whole, undefined, how);
  const weighed = await weighRead(world, staged.snapshotId, { supersedes: null, watch });
  const again = await weighRead(world, staged.snapshotId, { supersedes: null, watch: null });
  // Looking at stored rows again comes to the same.
  if (JSON.stringify(again.guardFacts) !== JSON.stringify(weighed.guardFacts))
    throw new Error('weighed otherwise again');
  await publishRead(world, staged.snapshotId, { weighed, acceptDrop }).catch(() => undefined);
  return { weighed, snapshot: await world.store.read((reader) => reader.snapshot(staged.snapshotId)) };
}

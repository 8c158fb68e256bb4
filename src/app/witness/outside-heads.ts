import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { bare, quote } from '../../model/foreign.ts';
import { manifestShape } from '../../report/pack/manifest.ts';
import { MANIFEST_FILE } from '../../report/pack/tables.ts';
import type { StoreReader } from '../../store/store.ts';
import { hashAt } from '../ledger-entries.ts';
import { writeFileWhole } from './remembered.ts';

/** A head of the ledger that is known from outside the store. */
export interface OutsideHead {
  readonly from: 'witness' | 'pack';
  /** Which witness, or which pack. */
  readonly name: string;
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
}

/**
 * `held`: the ledger contains it. `accepted`: it does not, and a person accepted that. `ahead`: the ledger ends before
 * it, so this is an older copy, or its end was cut off. `other`: the ledger has another entry there, so it was forked
 * or rewritten.
 */
export type Holding = 'held' | 'accepted' | 'ahead' | 'other';

export async function holdingOf(
  reader: StoreReader,
  { sequence, hash }: Pick<OutsideHead, 'sequence' | 'hash'>,
): Promise<Holding> {
  const there = await hashAt(reader, sequence);
  if (there === hash) return 'held';
  for (const { payload } of await reader.ledgerOfKind('restore.accepted', 1_000_000)) {
    const expected: readonly unknown[] = Array.isArray(payload['expected']) ? payload['expected'] : [];
    if (expected.some((one) => acceptedHead.safeParse(one).data?.hash === hash)) return 'accepted';
  }
  return there === null ? 'ahead' : 'other';
}

const acceptedHead = z.object({ sequence: z.int(), hash: z.string() });

/** A sentence that names what is wrong. */
export function holdingFault(
  { from, name, sequence, at }: OutsideHead,
  holding: 'ahead' | 'other',
  ends: number,
): string {
  const who = `${from === 'pack' ? 'The evidence pack' : 'The witness'} ${quote(name, { longest: 320 })}`;
  return holding === 'ahead'
    ? `${who} knows ledger entry ${sequence} of ${bare(at)}, and this store ends at entry ${ends}: it is an older copy, or its end was cut off.`
    : `${who} knows another ledger entry ${sequence} (${bare(at)}) than this store has: the two went different ways from one copy (a forked database, or work on an older copy), or the ledger was rewritten.`;
}

const MEMORY = 'evidence-heads.json';
const MOST = 20;
const memoryShape = z.array(
  z.object({ folder: z.string(), generated_at: z.string(), sequence: z.int(), hash: z.string() }),
);

/** Remembers beside the store where a pack was written and which head it has. */
export async function rememberPack(home: string, pack: z.infer<typeof memoryShape>[number]): Promise<void> {
  const known = await rememberedPacks(home);
  const next = [...known, { ...pack, folder: resolve(pack.folder) }].slice(-MOST);
  await writeFileWhole(join(home, MEMORY), `${JSON.stringify(next, null, 2)}\n`);
}

async function rememberedPacks(home: string): Promise<z.infer<typeof memoryShape>> {
  const text = await readFile(join(home, MEMORY), 'utf8').catch(() => '[]');
  try {
    return memoryShape.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** Every known pack, the longest ledger last: remembered when it was written, or found in the data folder. */
export async function knownPacks(home: string): Promise<readonly OutsideHead[]> {
  const heads = new Map<string, OutsideHead>();
  const parent = resolve(home, 'evidence');
  for (const name of await readdir(parent).catch(() => [])) {
    const head = await headOfPack(join(parent, name));
    if (head !== null) heads.set(head.hash, head);
  }
  for (const { folder: name, generated_at: at, sequence, hash } of await rememberedPacks(home))
    heads.set(hash, { from: 'pack', name, sequence, hash, at });
  return [...heads.values()].toSorted((a, b) => a.sequence - b.sequence || (a.at < b.at ? -1 : 1));
}

async function headOfPack(folder: string): Promise<OutsideHead | null> {
  try {
    const { head, generated_at } = manifestShape.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')));
    return { from: 'pack', name: folder, sequence: head.sequence, hash: head.hash, at: generated_at };
  } catch {
    return null;
  }
}

import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import { checkpointFault } from '../../ledger/checkpoint.ts';
import { keyId } from '../../ledger/signature.ts';
import { CHECKPOINTS_FILE } from '../../report/pack/tables.ts';
import { broken } from './broken.ts';
import { jsonLines } from './pack-reader.ts';

const shape = z.strictObject({
  sequence: z.int().min(0),
  hash: z.string(),
  at: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

/**
 * Every signed head is in the chain and signed by the key that it names; returns how many. With a trusted key, one of
 * another key counts only as far as its own key goes, and at least one must be of the trusted one.
 */
export async function verifyCheckpoints(
  folder: string,
  hashes: ReadonlyMap<number, string>,
  trusted: KeyObject | null,
): Promise<number> {
  let [count, byTrusted] = [0, 0];
  for await (const raw of jsonLines(folder, CHECKPOINTS_FILE)) {
    count += 1;
    const where = `${CHECKPOINTS_FILE}, line ${count}`;
    const parsed = shape.safeParse(raw);
    if (!parsed.success) throw broken(where, 'it is no checkpoint', parsed.error);
    const own = trusted !== null && parsed.data.keyId === keyId(trusted);
    const fault = checkpointFault(parsed.data, own ? trusted : null);
    if (fault !== null) throw broken(where, fault);
    const { sequence, hash } = parsed.data;
    const there = sequence === 0 ? GENESIS_HASH : hashes.get(sequence);
    if (there !== hash) throw broken(where, `the signed head ${sequence} is not what the ledger has there`);
    byTrusted += own ? 1 : 0;
  }
  if (trusted !== null && byTrusted === 0) throw broken(CHECKPOINTS_FILE, 'none is signed with the key that was given');
  return count;
}

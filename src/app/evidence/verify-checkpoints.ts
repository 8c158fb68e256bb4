import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { GENESIS_HASH } from '../../ledger/chain.ts';
import { checkpointFault } from '../../ledger/checkpoint.ts';
import type { KeyBook } from '../../ledger/key-book.ts';
import { keyId } from '../../ledger/signature.ts';
import { CHECKPOINTS_FILE, LEDGER_FILE } from '../../report/pack/tables.ts';
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
 * Every signed head is in the chain and signed by the key that it names, which the ledger knows for that time; none that
 * the ledger tells of is missing. Returns how many. With a trusted key, at least one must be of that one, or of one that
 * it signed in.
 */
export async function verifyCheckpoints(
  folder: string,
  hashes: ReadonlyMap<number, string>,
  trusted: KeyObject | null,
  book: KeyBook,
): Promise<number> {
  let [count, byTrusted] = [0, 0];
  const there = new Set<string>();
  for await (const raw of jsonLines(folder, CHECKPOINTS_FILE)) {
    count += 1;
    const where = `${CHECKPOINTS_FILE}, line ${count}`;
    const parsed = shape.safeParse(raw);
    if (!parsed.success) throw broken(where, 'it is no checkpoint', parsed.error);
    const own = trusted !== null && parsed.data.keyId === keyId(trusted);
    const { sequence, hash } = parsed.data;
    const fault = checkpointFault(parsed.data, own ? trusted : null) ?? book.faultOf(parsed.data.keyId, sequence);
    if (fault !== null) throw broken(where, fault);
    const inChain = sequence === 0 ? GENESIS_HASH : hashes.get(sequence);
    if (inChain !== hash) throw broken(where, `the signed head ${sequence} is not what the ledger has there`);
    there.add(`${sequence} ${hash} ${parsed.data.keyId}`);
    byTrusted += own || (trusted !== null && book.leadsTo(keyId(trusted), parsed.data.keyId)) ? 1 : 0;
  }
  const [fault] = book.faults;
  if (fault !== undefined) throw broken(LEDGER_FILE, fault.replace(/\.$/, ''));
  const missing = book.heads.find((one) => !there.has(`${one.sequence} ${one.hash} ${one.keyId}`));
  if (missing !== undefined)
    throw broken(
      CHECKPOINTS_FILE,
      `the signed head ${missing.sequence} is missing: ledger entry ${missing.saidBy} says that it was signed`,
    );
  if (trusted !== null && byTrusted === 0) throw broken(CHECKPOINTS_FILE, 'none is signed with the key that was given');
  return count;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFileWhole } from '../witness/remembered.ts';

const shape = z.object({
  /** Everything up to this entry of the ledger was delivered. */
  sequence: z.int().min(0).default(0),
  /** Ids of open reviews for which it was sent that they are due soon, or overdue. */
  dueSoon: z.array(z.string()).default([]),
  overdue: z.array(z.string()).default([]),
  /** The last failure; null if a delivery succeeded since. */
  failed: z
    .object({ at: z.string(), why: z.string(), times: z.int().min(1) })
    .nullable()
    .default(null),
});

/** What was delivered. What is still to be sent follows from the ledger, so nothing is lost with this file. */
export type Outbox = z.infer<typeof shape>;

const NAME = 'notify.json';

/** An unreadable file counts as none: receivers know by its id what they have already. */
export async function readOutbox(home: string): Promise<Outbox> {
  const text = await readFile(join(home, NAME), 'utf8').catch(() => '{}');
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return shape.parse({});
  }
}

export async function writeOutbox(home: string, outbox: Outbox): Promise<void> {
  await writeFileWhole(join(home, NAME), `${JSON.stringify(outbox)}\n`);
}

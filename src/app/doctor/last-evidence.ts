import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ClariIdentityError } from '../../model/errors.ts';
import { verifyPack } from '../evidence/verify-pack.ts';

export interface LastEvidence {
  readonly folder: string;
  readonly generatedAt: string;
  readonly entries: number;
  readonly headHash: string;
}

/**
 * The newest pack in the data folder that still verifies; null if there is none. Packs that were written elsewhere are
 * unknown here.
 */
export async function lastEvidence(home: string): Promise<LastEvidence | null> {
  const parent = join(home, 'evidence');
  // The names are the times at which the packs were made.
  const names = (await readdir(parent).catch(() => [])).toSorted().toReversed();
  for (const name of names) {
    const folder = join(parent, name);
    try {
      const { manifest, entries, headHash } = await verifyPack({ folder, head: null, publicKeyFile: null });
      return { folder, generatedAt: manifest.generated_at, entries, headHash };
    } catch (error) {
      if (!(error instanceof ClariIdentityError)) throw error;
    }
  }
  return null;
}

import { attestationWords } from '../model/attestation.ts';
import type { RecordRow } from './pack/rows.ts';

/** How a row of a pack shows its attestation. */
export function howItCame({
  attestation,
  client,
  formerly,
}: Pick<RecordRow, 'attestation' | 'client' | 'formerly'>): string {
  return attestationWords({
    level: attestation,
    client: client === null ? null : { name: client, version: '' },
    formerly: formerly ?? undefined,
  });
}

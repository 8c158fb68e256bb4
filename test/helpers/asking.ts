import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import type { Asking } from '../../src/app/statements/asking.ts';
import type { AttestationLevel } from '../../src/model/attestation.ts';

/** The word that a form asks for. */
function wordIn(message: string): string {
  return /type "(.+)"\.$/.exec(message)?.[1] ?? '';
}

/** A person who reads the form and types the word that it asks for. */
export function agree(message: string): ElicitResult {
  return { action: 'accept', content: { word: wordIn(message) } };
}

/** A way to ask of this level, where whoever is asked agrees. */
export function askingAs(
  level: AttestationLevel,
  more: Partial<Asking<unknown, unknown>> = {},
): Asking<unknown, unknown> {
  return { attestation: { level, client: null }, session: null, ask: async () => 'accepted', ...more };
}

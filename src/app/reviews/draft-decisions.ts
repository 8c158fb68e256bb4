import { countingAt, evaluate } from '../../evaluation/index.ts';
import type { Attestation } from '../../model/attestation.ts';
import type { Deps } from '../deps.ts';
import { type DecideDraft, type DecideRequest, decideItems } from './decide-items.ts';

/** What a request would decide as things are, without a question to anybody; nothing is written. */
export async function draftDecisions(
  deps: Deps,
  request: DecideRequest,
  attestation: Attestation,
): Promise<DecideDraft> {
  await evaluate(deps);
  return deps.store.read(async (reader) =>
    decideItems.prepare(reader, deps, request, {
      attestation,
      counting: await countingAt(reader, deps.settings, deps.clock()),
    }),
  );
}

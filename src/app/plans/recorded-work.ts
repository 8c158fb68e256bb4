import { countingAt, judgedAccount } from '../../evaluation/index.ts';
import { counts } from '../../model/attestation.ts';
import type { Plan } from '../../model/plan.ts';
import type { RecordedWork } from '../../plan/standing/step-facts.ts';
import { claimStanding } from '../../reconcile/claims/standing.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

/** What people recorded of a plan: its steps, and the deactivations of the accounts that it closes. */
export async function recordedWork(
  reader: StoreReader,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  plan: Plan,
): Promise<RecordedWork> {
  const closing = plan.steps.flatMap(({ settledBy }) =>
    settledBy.kind === 'account_closed' ? settledBy.accounts : [],
  );
  const deactivations = [];
  for (const accountId of new Set(closing)) {
    const account = (await judgedAccount(reader, settings, accountId))?.account ?? null;
    for (const record of await reader.records({ accountId })) {
      if (record.withdrawn !== undefined) continue;
      deactivations.push({ record, standing: claimStanding(record, account, clock(), settings) });
    }
  }
  const steps = await reader.stepRecords({ planId: plan.planId });
  const counting = await countingAt(reader, settings, clock());
  return {
    steps: steps.filter((one) => one.withdrawn === undefined),
    counts: (attestation) => counts(attestation, counting),
    deactivations,
  };
}

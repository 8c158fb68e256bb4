import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { coverageFacts } from '../../reconcile/classify/coverage-facts.ts';
import type { StoreReader } from '../../store/store.ts';
import { decisions } from '../decisions.ts';
import type { EvaluationContext } from './verdict.ts';

/** Reads what verdicts rest on besides the accounts themselves, as the stored evaluation has it. */
export async function contextOf(reader: StoreReader, settings: Settings, now: Instant): Promise<EvaluationContext> {
  const { aliases, domains } = await reader.judgementFacts();
  return {
    coverage: coverageFacts(await reader.snapshots(), domains, settings, now),
    decided: await decisions(reader, aliases, settings, now),
    settings,
    now,
  };
}

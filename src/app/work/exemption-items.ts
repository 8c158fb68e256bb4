import { countingAt, judgedAccount, type StandingDecision, standingDecisions } from '../../evaluation/index.ts';
import { attestationWords, type Counting, counts } from '../../model/attestation.ts';
import { quote } from '../../model/foreign.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { DAY_MS } from '../../model/time.ts';
import { exemptAgainCommand, exemptCommand } from '../../reconcile/coverage/commands.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { deadlineOf } from './deadline-of.ts';
import type { WorkItem, WorkState } from './item.ts';

const SOON_MS = 14 * DAY_MS;

/** Exemptions in force that end soon, and ended ones whose account still needs somebody. */
export async function exemptionItems(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = [];
  const counting = await countingAt(reader, deps.settings, deps.clock());
  for (const one of standingDecisions(await reader.decisions(), counting)) {
    if (one.kind !== 'exemption') continue;
    const judged = await judgedAccount(reader, deps.settings, one.accountId);
    const state = stateOf(one, judged, counting);
    items.push({
      id: one.decisionId,
      kind: 'exemption',
      state,
      accountId: one.accountId,
      app: judged?.account.app ?? null,
      email: one.accountEmail,
      title: `Exempt until ${one.until}, ${attestationWords(one.attestation)}: ${quote(one.reason)}`,
      waitsFor: waitsFor(one, state, judged),
      deadline: state === 'ended' ? deadlineOf(judged, deps) : null,
      nextCommand:
        state === 'done'
          ? null
          : state === 'not_attested'
            ? exemptAgainCommand(one.accountId, one)
            : exemptCommand(one.accountId),
    });
  }
  return items;
}

type Exemption = Extract<StandingDecision, { readonly kind: 'exemption' }>;

function stateOf({ until, attestation }: Exemption, judged: JudgedAccount | null, counting: Counting): WorkState {
  const { now } = counting;
  if (now >= until) return judged?.shown === true ? 'ended' : 'done';
  if (!counts(attestation, counting)) return 'not_attested';
  return Date.parse(until) - Date.parse(now) <= SOON_MS ? 'ending' : 'in_force';
}

function waitsFor({ owner, until }: Exemption, state: WorkState, judged: JudgedAccount | null): string {
  const who = quote(owner);
  if (state === 'ended') return `${who}: it ended, and the account is ${judged?.verdict.finding}.`;
  if (state === 'done') return 'Nothing: it ended, and the account needs nobody.';
  if (state === 'not_attested')
    return `A person who confirms it: until then it hides nothing, and the account is ${judged?.verdict.finding ?? 'listed'}.`;
  return `${who}, until ${until}: then the account returns to the queue as ${judged?.underlying ?? 'it is then'}.`;
}

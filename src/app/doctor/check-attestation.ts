import { countingAt, standingDecisions } from '../../evaluation/index.ts';
import { type Attestation, attestationWords, type Counting, counts, isAtLeast } from '../../model/attestation.ts';
import { accountsOfPlan } from '../../model/plan.ts';
import type { Settings } from '../../model/settings.ts';
import type { Clock } from '../../model/time.ts';
import { exemptAgainCommand, linkAgainCommand, recordAgainCommand } from '../../reconcile/coverage/commands.ts';
import type { Store, StoreReader } from '../../store/store.ts';
import type { DoctorCheck } from './check.ts';

/** More than anybody confirms at once; the rest is counted. */
const LISTED_MAX = 50;

interface Unattested {
  readonly what: string;
  readonly attestation: Attestation;
  readonly command: string;
}

/** Statements that stand and that no person attests, each with the command by which one does. */
export async function checkAttestation(
  store: Store,
  settings: Settings,
  clock: Clock,
): Promise<readonly DoctorCheck[]> {
  return store.read(async (reader) => {
    const counting = await countingAt(reader, settings, clock());
    const { least } = counting;
    const isLow = !isAtLeast(least, 'client_form');
    const bar = isLow ? 'client_form' : least;
    const found = (await standingStatements(reader, counting)).filter(
      ({ attestation }) => !isAtLeast(attestation.level, bar),
    );
    if (found.length === 0 && !isLow) return [];
    const more = found.length - LISTED_MAX;
    return [
      {
        area: 'store',
        name: 'attestation',
        state: 'works',
        buys: isLow
          ? `${found.length} statement(s) stand that no person attests.`
          : `${found.length} statement(s) stand that are below ${least}, the least that counts.`,
        costs: 'Those that do not count are shown, and settle and hide nothing.',
        remedy: [
          ...(isLow
            ? [
                `CLARI_IDENTITY_MIN_ATTESTATION is ${least}: a model alone hides and settles. Set it to client_form or better.`,
              ]
            : []),
          ...found
            .slice(0, LISTED_MAX)
            .map((one) => `${one.what}, ${stands(one.attestation, counting)}: ${one.command}`),
          ...(more > 0 ? [`and ${more} more`] : []),
        ].join('\n            '),
      },
    ];
  });
}

function stands(attestation: Attestation, counting: Counting): string {
  const how = attestationWords(attestation);
  if (!counts(attestation, counting)) return `${how}, and does not count`;
  return isAtLeast(attestation.level, counting.least)
    ? `${how}, and counts`
    : `${how}, and counts until ${counting.formerUntil}`;
}

async function standingStatements(reader: StoreReader, counting: Counting): Promise<readonly Unattested[]> {
  const records = (await reader.records()).filter((one) => one.withdrawn === undefined);
  return [
    ...standingDecisions(await reader.decisions(), counting).flatMap((one): readonly Unattested[] => {
      if (one.kind === 'link')
        return [
          {
            what: `The link of ${one.accountId}`,
            attestation: one.attestation,
            command: linkAgainCommand(one.accountId, one),
          },
        ];
      if (one.until <= counting.now) return [];
      return [
        {
          what: `The exemption of ${one.accountId}`,
          attestation: one.attestation,
          command: exemptAgainCommand(one.accountId, one),
        },
      ];
    }),
    ...records.map((one) => ({
      what: `The record ${one.recordId}`,
      attestation: one.attestation,
      command: recordAgainCommand(one.accountId, one),
    })),
    ...(await standingSteps(reader)),
  ];
}

async function standingSteps(reader: StoreReader): Promise<readonly Unattested[]> {
  const steps: Unattested[] = [];
  for (const one of await reader.stepRecords()) {
    if (one.withdrawn !== undefined) continue;
    const plan = await reader.plan(one.planId);
    const [account = one.planId] = plan === null ? [] : accountsOfPlan(plan);
    steps.push({
      what: `The record ${one.recordId} of a step`,
      attestation: one.attestation,
      command: `${recordAgainCommand(account, one)} --plan ${one.planId} --step ${one.stepId}`,
    });
  }
  return steps;
}

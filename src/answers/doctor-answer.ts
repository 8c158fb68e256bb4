import type { Restore } from '../app/doctor/accept-restore.ts';
import type { DoctorCheck } from '../app/doctor/check.ts';
import { bare, quote } from '../model/foreign.ts';

const WORDS = {
  works: 'ok',
  missing: 'MISSING',
  failed: 'FAILED',
  not_tried: 'not tried',
  not_configured: 'not configured',
} as const satisfies Record<DoctorCheck['state'], string>;

export function doctorAnswer(checks: readonly DoctorCheck[]) {
  const count = (state: DoctorCheck['state']) => checks.filter((one) => one.state === state).length;
  const status = count('failed') > 0 ? 'failed' : count('missing') > 0 ? 'degraded' : 'ok';
  return {
    structured: { status, checks: checks.map((one) => ({ ...one })) },
    text: [
      ...[...new Set(checks.map((one) => one.area))].flatMap((area) => [
        `${area}:`,
        ...checks.filter((one) => one.area === area).flatMap(lines),
      ]),
      '',
      `${status}: ${count('works')} work, ${count('failed')} failed, ${count('missing')} permissions missing, ${count('not_configured')} not configured.`,
    ].join('\n'),
  };
}

function lines({ name, state, buys, costs, remedy }: DoctorCheck): readonly string[] {
  return [
    `  [${WORDS[state]}] ${name}: ${buys}`,
    ...(state === 'works' ? [] : [`      without it: ${costs}`]),
    ...(remedy === null ? [] : [`      ${state === 'works' ? 'note' : 'do'}: ${remedy}`]),
  ];
}

/** What a person is shown before they say that the store is the one to go on with. */
export function restoreQuestion({ found, expected, lost, timeSteps, newKey }: Restore): string {
  return [
    `This ledger ends at entry ${found.sequence} (${bare(found.hash)}).`,
    ...expected.map(
      ({ from, name, sequence, hash, at }) =>
        `The ${from} ${quote(name, { longest: 320 })} expects entry ${sequence} (${bare(hash)}) of ${bare(at)}.`,
    ),
    ...(expected.length === 0
      ? []
      : [`At least ${lost} of its entries are not here: what they said is lost to this store.`]),
    ...(timeSteps === 0 ? [] : [`Its time runs backwards in ${timeSteps} place(s).`]),
    ...(newKey === null ? [] : [`The ledger does not know the signing key of this data folder, ${bare(newKey)}.`]),
    'Accepting is written into the ledger, with what was found and what was expected.',
  ].join('\n');
}

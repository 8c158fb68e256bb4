import type { Restore } from '../app/doctor/accept-restore.ts';
import type { DoctorCheck } from '../app/doctor/check.ts';
import { bare, quote } from '../model/foreign.ts';
import { grouped, type Screen } from './screen.ts';

const WORDS = {
  works: 'ok',
  missing: 'MISSING',
  failed: 'FAILED',
  not_tried: 'not tried',
  not_configured: 'not configured',
} as const satisfies Record<DoctorCheck['state'], string>;

export function doctorAnswer(checks: readonly DoctorCheck[]) {
  return {
    structured: { status: statusOf(checks), checks: checks.map((one) => ({ ...one })) },
    text: [
      ...[...new Set(checks.map((one) => one.area))].flatMap((area) => [
        `${area}:`,
        ...checks.filter((one) => one.area === area).flatMap(lines),
      ]),
      '',
      statusLine(checks),
    ].join('\n'),
  };
}

function statusOf(checks: readonly DoctorCheck[]): 'failed' | 'degraded' | 'ok' {
  const states = new Set(checks.map((one) => one.state));
  return states.has('failed') ? 'failed' : states.has('missing') ? 'degraded' : 'ok';
}

function statusLine(checks: readonly DoctorCheck[]): string {
  const count = (state: DoctorCheck['state']) => checks.filter((one) => one.state === state).length;
  return `${statusOf(checks)}: ${count('works')} work, ${count('failed')} failed, ${count('missing')} permissions missing, ${count('not_configured')} not configured.`;
}

/** The same for one screen: a failed check always stands whole, what works is counted, and what is not used is named. */
export function doctorScreen(checks: readonly DoctorCheck[]): Screen {
  const inState = (state: DoctorCheck['state']) => checks.filter((one) => one.state === state);
  const named = ({ area, name }: DoctorCheck) => `${area}: ${name}`;
  const head = (one: DoctorCheck) => `[${WORDS[one.state]}] ${named(one)}; without it: ${one.costs}`;
  const failed = inState('failed');
  const lacking = [...inState('missing'), ...inState('not_tried')];
  const unused = inState('not_configured').map(({ area, name }) => (name === 'configuration' ? area : name));
  const notes = inState('works').flatMap((one) => (one.remedy === null ? [] : [`${named(one)}: ${one.remedy}`]));
  const next = failed.length === 0 ? lacking[0]?.remedy : null;
  return {
    top: [
      ...failed.flatMap((one) => [head(one), ...(one.remedy === null ? [] : [`  do: ${one.remedy}`])]),
      ...grouped(inState('works'), (one) => one.area).map(
        ([area, alike]) => `[ok] ${area}: ${alike.map((one) => one.name).join(', ')}`,
      ),
    ],
    parts: [
      ...lacking.map((one) => ({ head: head(one), examples: one.remedy === null ? [] : [`do: ${one.remedy}`] })),
      ...(notes.length === 0 ? [] : [{ head: `[note] ${notes.length}`, examples: notes.toReversed() }]),
      ...(unused.length === 0 ? [] : [{ head: `[${WORDS.not_configured}] ${unused.join(', ')}`, examples: [] }]),
    ],
    tail: [statusLine(checks), ...(next == null ? [] : [`Next: ${next}`])],
  };
}

function lines({ name, state, buys, costs, remedy }: DoctorCheck): readonly string[] {
  return [
    `  [${WORDS[state]}] ${name}: ${buys}`,
    ...(state === 'works' ? [] : [`      without it: ${costs}`]),
    ...(remedy === null ? [] : [`      ${state === 'works' ? 'note' : 'do'}: ${remedy}`]),
  ];
}

/** What a person is shown before they state that this store is the one to continue with. */
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

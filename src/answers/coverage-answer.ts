import { questionLines } from '../app/imports/open-questions.ts';
import type { CoverageReport } from '../app/lookups/coverage-report.ts';
import type { NeverSignedIn } from '../app/plans/never-signed-in.ts';
import type { SourceCoverage } from '../model/coverage.ts';
import { bare, quote } from '../model/foreign.ts';
import { shownTime } from '../model/shown-time.ts';
import { grouped, type Part, type Screen } from './screen.ts';

/** What can be proven now, whole. */
export function coverageText(report: CoverageReport, detailed: boolean): string {
  const { sources, questions, neverSignedIn } = report;
  const without = neverSignedInLines(neverSignedIn);
  return [
    ...sources.map((one) => sourceText(one, detailed)),
    glanceLines(report.glance).join('\n'),
    ...(questions.length === 0 ? [] : [questionLines(questions).join('\n')]),
    ...(without.length === 0 ? [] : [without.join('\n')]),
  ].join('\n\n');
}

/** What was never imported, who never signed in, and what open seats cost. */
function glanceLines({
  neverImported,
  neverSignedIn,
  notCountedBecause,
  seats,
}: CoverageReport['glance']): readonly string[] {
  const who = 'Assigned to Clari, never signed in';
  return [
    `Never imported: ${neverImported.length === 0 ? 'nothing' : neverImported.join(', ')}.`,
    ...(neverSignedIn === null
      ? notCountedBecause === null
        ? []
        : [`${who}: not known. ${notCountedBecause}`]
      : [`${who}: ${neverSignedIn}${neverSignedIn === 0 ? '' : ' (the detailed form names them)'}.`]),
    seats === null
      ? 'Seat price: not set, so no cost is reported.'
      : `Seats held without a right: ${seats.open}, ${seats.perMonth.amount} ${bare(seats.perMonth.currency)} a month.`,
  ];
}

function sourceText(one: SourceCoverage, detailed: boolean): string {
  const head =
    one.asOf === null
      ? `${bare(one.source)}: ${one.state}`
      : `${bare(one.source)}: ${one.state}, as of ${shownTime(one.asOf)} (${one.asOfBasis}, ${one.ageDays} days old)${one.byAssistant ? ', as stated by an assistant' : ''}, ${one.rows} rows (${one.rowsRefused} refused), ${one.completeness}, filter ${one.filter ?? 'not stated'}, ${one.snapshots} read(s)`;
  return [
    head,
    ...(detailed && one.snapshotId !== null
      ? [`  read ${one.snapshotId}, sha256 ${one.sha256}, header ${one.headerFingerprint}`]
      : []),
    ...one.proves.map((line) => `  proves: ${line}`),
    ...one.cannotProve.map((gap) => `  cannot prove: ${gap.gap}\n    close with: ${gap.closeWith}`),
    ...one.heldReads.map(
      (held) =>
        `  held: ${held.snapshotId}, as of ${shownTime(held.asOf)} (${bare(held.fileName)})${held.isOvertaken ? '; a newer read counts' : ''}`,
    ),
  ].join('\n');
}

/** One line for each of them, after one that says how many and by what. */
export function neverSignedInLines(found: NeverSignedIn | null): readonly string[] {
  if (found === null) return [];
  const { total, why, people, unstatedBy, listFit } = found;
  if (total === null) return [why, ...listFit];
  const untold =
    unstatedBy.length === 0
      ? null
      : `of some people in ${unstatedBy.map((one) => quote(one.directory)).join(', ')} nothing says whether they are assigned: ${unstatedBy.map((one) => one.closeWith).join('; ')}`;
  if (total === 0)
    return [
      untold === null
        ? `Everybody who is assigned to Clari has an account. ${why}`
        : `Whether all who are assigned to Clari have an account is not known: ${untold}`,
      ...listFit,
    ];
  return [
    `${total === 1 ? 'One person is' : `${total} people are`} assigned to Clari without an account: never signed in. ${why} The first login makes the account; draft_provisioning_plan has the steps.`,
    ...people.map((person) => `Assigned, never signed in: ${person}`),
    ...(total > people.length ? [`${total - people.length} more are assigned and never signed in.`] : []),
    ...(untold === null ? [] : [`Who else is, is not known: ${untold}`]),
    ...listFit,
  ];
}

/** The same for one screen: each source in a line, what is open counted, and one thing to do. */
export function coverageScreen(report: CoverageReport): Screen {
  const { sources, warnings, questions, neverSignedIn } = report;
  if (isFirst(report)) return firstScreen(sources);
  const gaps = sources.flatMap((one) => one.cannotProve.map(({ gap }) => `${bare(one.source)}: ${gap}`));
  const loud = warnings.filter((one) => /^ERROR|is held/.test(one));
  return {
    top: [...sources.map(sourceLine), ...loud],
    parts: [
      ...(gaps.length === 0 ? [] : [{ head: `Cannot be proven now: ${gaps.length}`, examples: gaps }]),
      ...grouped(questions, (one) => one.finding).map(([finding, alike]) => ({
        head: `${finding}: ${alike.reduce((sum, one) => sum + one.accounts, 0)} accounts, for ${alike.length === 1 ? 'one reason' : `${alike.length} reasons`}`,
        examples: alike.map(({ reason, accounts }) => `${reason}: ${accounts}`),
      })),
      ...neverSignedInParts(neverSignedIn),
    ],
    tail: [`Next: ${nextStep(sources)}`],
  };
}

/** Nothing was read yet, and nothing is held. */
export function isFirst({ sources }: CoverageReport): boolean {
  return sources.every((one) => one.asOf === null && one.heldReads.length === 0);
}

/** What to begin with, in order. */
function firstScreen(sources: readonly SourceCoverage[]): Screen {
  const commands = ['clari-users', 'directory'].flatMap((kind) => {
    const [gap] = sources.find((one) => one.kind === kind)?.cannotProve ?? [];
    return gap === undefined ? [] : [gap.closeWith];
  });
  const steps = [
    ['The users export from Clari’s admin settings', commands[0]],
    ['All people of the directory, the deactivated ones included', commands[1]],
    ['Which accounts outlived their access', 'clari-identity-mcp review'],
  ];
  return {
    top: ['Nothing was imported yet. Three commands to begin with:'],
    parts: steps.map(([what, command], at) => ({ head: `${at + 1}. ${what}:\n   ${command}`, examples: [] })),
    tail: ['To see it with a sample company first: clari-identity-mcp demo'],
  };
}

function sourceLine(one: SourceCoverage): string {
  if (one.asOf === null) return `${bare(one.source)}: ${one.state}`;
  const refused = one.rowsRefused === null || one.rowsRefused === 0 ? '' : ` (${one.rowsRefused} refused)`;
  return `${bare(one.source)}: ${one.state}, as of ${shownTime(one.asOf)}, ${one.rows} rows${refused}, ${COMPLETENESS[one.completeness ?? 'unknown']}`;
}

const COMPLETENESS = { complete: 'complete', partial: 'partial', unknown: 'not stated complete' } as const;

function neverSignedInParts(found: NeverSignedIn | null): readonly Part[] {
  if (found === null) return [];
  const { total, why, people, unstatedBy, listFit } = found;
  const untold =
    unstatedBy.length === 0
      ? ''
      : ` known; ${unstatedBy.map((one) => quote(one.directory)).join(', ')} does not say of everybody whether they are assigned`;
  return [
    total === null
      ? { head: why, examples: [] }
      : { head: `Assigned to Clari, never signed in: ${total}${untold}`, examples: people, total },
    ...(listFit.length === 0
      ? []
      : [{ head: `Lists with assigned people who match nobody: ${listFit.length}`, examples: listFit }]),
  ];
}

/** One thing: a held read first, for it hides what is new; then what is missing, old, or not proven. */
function nextStep(sources: readonly SourceCoverage[]): string {
  const held = sources.flatMap((one) => one.heldReads).find((one) => !one.isOvertaken);
  if (held !== undefined) return `see why a read is held: clari-identity-mcp work ${held.snapshotId}`;
  for (const state of ['missing', 'stale', 'fresh'] as const)
    for (const one of sources) {
      const [gap] = one.state === state ? one.cannotProve : [];
      if (gap !== undefined) return gap.closeWith;
    }
  return 'clari-identity-mcp review';
}

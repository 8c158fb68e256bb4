import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { SourceCoverage } from '../../model/coverage.ts';
import type { Kind, Snapshot, UsersKind } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { when } from '../classify/text.ts';
import { importUsersCommand, readFurtherCommand } from './commands.ts';

type Gap = SourceCoverage['cannotProve'][number];

/** Files that settle no account. Nobody has to import them, so none is ever called missing. */
export type FurtherKind = Exclude<Kind, UsersKind | 'directory' | 'directory-assignments'>;

export function isFurther(kind: Kind): kind is FurtherKind {
  return kind in WORDS;
}

interface Words {
  /** What its rows show, as of its time and not later. */
  readonly proves: (asOf: Instant) => readonly string[];
  /** What a file of this kind cannot show, even if complete. */
  readonly never: readonly Gap[];
  /** What only a complete file shows. */
  readonly onlyComplete: string;
}

const USERS = importUsersCommand(DEFAULT_APP);

const WORDS: Readonly<Record<FurtherKind, Words>> = {
  'clari-forecast': {
    proves: (asOf) => [
      `Who was opted in to forecasting, in the scope of the export, as of ${when(asOf)}: each had a Clari account then.`,
      'Which forecasts each of them holds, to be handed over.',
    ],
    never: [
      {
        gap: 'Who is gone: people who are not opted in or not in its scope are missing too, so absence from it says nothing.',
        closeWith: USERS,
      },
      {
        gap: 'Whether an account is active, its role or its team: a place in the sales hierarchy is no permission.',
        closeWith: USERS,
      },
    ],
    onlyComplete: 'That somebody holds no other forecast',
  },
  'clari-audit': {
    proves: (asOf) => [
      `Who acted in Clari in its window of time up to ${when(asOf)}, and when.`,
      'An event of an account after its recorded deactivation contradicts the record.',
    ],
    never: [
      {
        gap: 'Who did not use Clari or is gone: its window is short (30 days unless more was asked for), so absence from it says nothing.',
        closeWith: USERS,
      },
      { gap: 'That a recorded deactivation was done: no event confirms one.', closeWith: USERS },
    ],
    onlyComplete: 'Every event of its window',
  },
  'clari-activity': {
    proves: (asOf) => [`Which e-mail address belongs to which Salesforce user, as of ${when(asOf)}.`],
    never: [
      {
        gap: 'Who has a Clari account, or used it: it shows Salesforce users at work, and absence from it says nothing.',
        closeWith: USERS,
      },
    ],
    onlyComplete: 'Every such pair',
  },
  'clari-quota': {
    proves: (asOf) => [`Which CRM users had a quota row as of ${when(asOf)}.`],
    never: [
      {
        gap: 'Who has a Clari account, active or not: a quota belongs to a CRM user, and absence from it says nothing.',
        closeWith: USERS,
      },
    ],
    onlyComplete: 'That a CRM user has no quota',
  },
  opportunities: {
    proves: (asOf) => [`Which open work each owner in it had as of ${when(asOf)}, to be handed over.`],
    never: [
      {
        gap: 'Who has a Clari account, active or not: an owner may have none, and absence from it says nothing.',
        closeWith: USERS,
      },
    ],
    onlyComplete: 'That somebody owns no other open work',
  },
};

export function furtherProves({ asOf }: Snapshot, kind: FurtherKind): readonly string[] {
  return WORDS[kind].proves(asOf);
}

export function furtherGaps({ completeness }: Snapshot, kind: FurtherKind): readonly Gap[] {
  const { never, onlyComplete } = WORDS[kind];
  if (completeness === 'complete') return never;
  const why =
    completeness === 'partial' ? 'the newest read is partial' : 'nobody stated that the newest read is complete';
  return [...never, { gap: `${onlyComplete}: ${why}.`, closeWith: `${readFurtherCommand(kind)} --complete` }];
}

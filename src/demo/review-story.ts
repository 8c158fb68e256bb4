import Papa from 'papaparse';
import type { ItemState, ReviewVerb } from '../model/review.ts';
import type { Instant } from '../model/time.ts';
import { csvFile } from './csv.ts';
import type { DemoAnswer, DemoFile, DemoOrganisation } from './demo.ts';
import { type Department, HALDEN } from './roster.ts';

/** What one person decides about one account in the sample company's review, and where the item then stands. */
export interface DemoDecision {
  /** Who they are in the story, in a few words. */
  readonly role: string;
  /** In whose name; null: whoever administers the review hands on what nobody was found for. */
  readonly reviewer: string | null;
  readonly email: string;
  readonly decision: ReviewVerb;
  readonly rationale: string | null;
  readonly to: string | null;
  /** Once the review is closed. */
  readonly state: ItemState;
}

/** The review of the last quarter: who reviews, what they decide, and what is true afterwards. */
export interface DemoReview {
  readonly name: string;
  readonly privilegedRole: string;
  /** Answers for the application, and reviews what no manager can. */
  readonly owner: string;
  readonly second: string;
  readonly decisions: readonly DemoDecision[];
  /** Whose revocation is recorded before the next export. */
  readonly revoked: string;
  /** Accounts that the next export shows inactive, since somebody closed them. */
  readonly closed: readonly string[];
  /** The key of true answers after the next export. */
  readonly key: readonly DemoAnswer[];
}

/** Revenue operations administers Clari. */
const PRIVILEGED = 'Sales Ops';
const REVOKED = `anders.moensted@${HALDEN}`;
/** Closed by hand and recorded before the review: the leaver of the walk-through, and one of the evening before. */
const RECORDED = [`henrik.aldane@${HALDEN}`, `esther.oyelaran@${HALDEN}`];

export function demoReview({ files, key }: Pick<DemoOrganisation, 'files' | 'key'>, now: Instant): DemoReview {
  const people = rowsOf(newest(files, 'directory', 'okta'));
  const head = (department: Department) =>
    people.find((row) => row['department'] === department && row['manager'])?.['manager'] ?? '';
  const [owner, second] = [head('Revenue Operations'), head('Finance')];
  const joined = key.find((answer) => answer.why.startsWith('Joined on'))?.email ?? '';
  const closed = [REVOKED, ...RECORDED];
  const revoke = { email: REVOKED, decision: 'revoke', to: null, state: 'confirmed' } as const;
  return {
    name: `Clari access, ${lastQuarter(now)}`,
    privilegedRole: PRIVILEGED,
    owner,
    second,
    decisions: [
      { ...revoke, role: 'the manager of a leaver', reviewer: owner, rationale: 'Left; we took over the reports.' },
      { ...revoke, role: 'the second reviewer', reviewer: second, rationale: 'A leaver keeps no admin role.' },
      {
        role: 'the manager of somebody who joined',
        reviewer: head('Sales'),
        email: joined,
        decision: 'keep',
        rationale: null,
        to: null,
        state: 'decided',
      },
      {
        role: 'whoever runs the review: nobody decides on their own account',
        reviewer: null,
        email: owner,
        decision: 'not_mine',
        rationale: null,
        to: head('Executive'),
        state: 'not_reviewed',
      },
    ],
    revoked: REVOKED,
    closed,
    key: key.map((answer) =>
      answer.app === 'clari' && closed.includes(answer.email)
        ? { ...answer, finding: 'inactive', reason: null }
        : answer,
    ),
  };
}

/** The users export after those that the company has: the newest again, with some accounts closed since. */
export function nextExport(
  { files }: Pick<DemoOrganisation, 'files'>,
  closed: readonly string[],
  asOf: Instant,
): DemoFile {
  const last = newest(files, 'clari-users', null);
  const rows = rowsOf(last).map((row) =>
    closed.includes(row['Email']?.trim().toLowerCase() ?? '') ? { ...row, Status: 'Inactive' } : row,
  );
  return { ...last, name: `clari-users-${asOf.slice(0, 10)}.csv`, content: csvFile(rows, {}), asOf };
}

function newest(files: readonly DemoFile[], kind: DemoFile['kind'], directory: string | null): DemoFile {
  const file = files.findLast((one) => one.kind === kind && one.directory === directory);
  if (file === undefined) throw new Error(`the sample company has no ${kind}`);
  return file;
}

function rowsOf({ content }: DemoFile): readonly Readonly<Record<string, string>>[] {
  return Papa.parse<Record<string, string>>(new TextDecoder().decode(content), { header: true, skipEmptyLines: true })
    .data;
}

/** `Q3 2026` on any day of the fourth quarter of 2026. */
function lastQuarter(now: Instant): string {
  const day = new Date(now);
  const quarter = Math.floor(day.getUTCMonth() / 3);
  return quarter === 0 ? `Q4 ${day.getUTCFullYear() - 1}` : `Q${quarter} ${day.getUTCFullYear()}`;
}

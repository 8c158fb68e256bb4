import type { ReadGap } from '../../model/live.ts';
import type { WhoCalls } from './caller.ts';
import { SCOPE } from './credentials.ts';
import type { PagesEnd } from './user-pages.ts';
import type { UserReader } from './user-reader.ts';

const AGAIN = 'clari-identity-mcp sync salesloft';
const ABSENCE = 'That somebody who is not listed has no Salesloft account';
const AS_ADMIN = `Use a key or a private app of a team administrator, best of one that serves this alone, with the scope ${SCOPE}, then ${AGAIN}`;

/** What a token that is not a team administrator's cannot show; also what `doctor` says of it. */
export const NOT_ADMIN: ReadGap = {
  code: 'permission_missing',
  gap: `${ABSENCE}: the credentials act for a user who is no team administrator, and Salesloft shows such a user only themselves, or whom the visibility of groups allows.`,
  closeWith: AS_ADMIN,
  scope: 'team_admin',
};

interface WholeRead {
  readonly caller: WhoCalls;
  readonly reader: UserReader;
  readonly pages: PagesEnd;
  /** Whether the user for whom the credentials act is among those that came. */
  readonly hasCaller: boolean;
}

/** Everything that keeps this list from proving an absence. None: it is whole. */
export function absenceGaps({ caller, reader, pages, hasCaller }: WholeRead): readonly ReadGap[] {
  const gaps = [...callerGaps(caller), ...pages.doubts.map(({ code, why }) => gapOf(code, why, AGAIN))];
  const { users, notes } = reader;
  if (users === 0 && notes.refused === 0 && pages.doubts.length === 0)
    gaps.push(gapOf('empty_answer', 'Salesloft shows no users at all, and an empty list is never believed', AS_ADMIN));
  if (gaps.length > 0 || users === 0 || 'refused' in caller) return gaps;
  const why = partOf(reader, pages, hasCaller);
  return why === null ? [] : [why];
}

/** What shows that a list which came to its end is only a part; null: nothing does. */
function partOf({ users, inactive }: UserReader, pages: PagesEnd, hasCaller: boolean): ReadGap | null {
  if (!hasCaller) return partial('the user for whom the credentials act is not listed', AGAIN);
  if (users === 1) return partial('nobody is listed but the user for whom the credentials act', AS_ADMIN);
  if (pages.listsEverybody === false)
    return partial(
      'Salesloft says that it listed only users whom the caller may act on, though everybody was asked for (visible_only=false)',
      'Ask Salesloft why visible_only=false is not followed for this team',
    );
  // Who was deactivated is listed only where everybody is; without one, or a word on it, both look the same.
  if (pages.listsEverybody === null && inactive === 0)
    return partial(
      'no deactivated user is listed, so nothing shows that Salesloft listed everybody (visible_only=false), and not only users whom the caller may act on',
      'Compare the number of users with the page of users in Salesloft; once one of them is deactivated, the next sync shows it',
    );
  return null;
}

function partial(why: string, closeWith: string): ReadGap {
  return gapOf('limited_information', why, closeWith);
}

function callerGaps(caller: WhoCalls): ReadGap[] {
  if ('refused' in caller)
    return [
      {
        code: 'permission_missing',
        gap: `${ABSENCE}: Salesloft does not say for whom the credentials act (GET /me: ${caller.refused}), so it is not known whether they show everybody.`,
        closeWith: AS_ADMIN,
        scope: 'team_admin',
      },
    ];
  if (!caller.isAdmin) return [NOT_ADMIN];
  return [];
}

/** Users of whom Salesloft does not say whether they are active. */
export function statusGap(count: number): ReadGap {
  return {
    code: 'limited_information',
    gap: `Whether ${count === 1 ? 'one user is' : `${count} users are`} active: Salesloft does not say it of ${count === 1 ? 'them' : 'each of them'}.`,
    closeWith: AGAIN,
    scope: null,
  };
}

function gapOf(code: ReadGap['code'], why: string, closeWith: string): ReadGap {
  return { code, gap: `${ABSENCE}: ${why}.`, closeWith, scope: null };
}

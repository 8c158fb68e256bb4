import type { Reason } from '../../model/finding.ts';
import { bare } from '../../model/foreign.ts';
import { importAssignmentsCommand, importDirectoryCommand, linkCommand, planCommand } from '../coverage/commands.ts';
import { type Advice, syncOf } from './advice.ts';
import { enteredName } from './app-words.ts';
import type { Case } from './case.ts';
import { leavesAt } from './last-day.ts';
import { toLookAt, wordOf } from './person-kinds.ts';
import { list, quoted, when } from './text.ts';

/** What a person should look at, where, and what to run afterwards. */
export function reviewStep(c: Case, reason: Reason): Advice {
  const plan = planCommand(c.account.accountId);
  switch (reason) {
    case 'account_maybe_renamed':
      return {
        action: 'decide_link',
        step: `It left the export when ${list(c.account.maybeRenamedTo.slice(0, 3).map(quoted))} appeared: compare both with get_identity and decide whether it was renamed.`,
      };
    case 'identity_is_no_person':
      return {
        action: 'find_owner_or_deactivate',
        step: 'The identity is a shared mailbox, room or service, for which being disabled is normal: find who uses the account, then exempt or close it.',
      };
    case 'address_moved_on':
      return {
        action: 'decide_link',
        step: `The address belongs to somebody with another name than the account: ask who uses the account, the present holder of the address or the person it is named after, then decide who owns it: ${linkCommand(c.account.accountId)}`,
      };
    case 'vanished_from_directory': {
      const name = directoryOf(c, reason);
      return {
        action: 'read_directory_again',
        step: `${name === null ? 'The directory' : bare(name)} no longer has this person, and nothing says why: no deletion, no list of assigned people, no second read a day later. Look them up there. If they have left: ${plan}. If they are there, read it again: ${readAgain(c, name)}`,
      };
    }
    case 'leave_date_passed':
      return {
        action: 'read_directory_again',
        step: `Their last day was over ${lastDay(c)}, and what says that they may enter ${enteredName(c)} is older. Read the directory again: ${readAgain(c, c.person.speaking[0]?.directory ?? null)}. If they have left: ${plan}`,
      };
    case 'assignment_in_doubt': {
      const name = directoryOf(c, reason);
      return {
        action: 'import_assignments',
        step: `The list of who is assigned to ${enteredName(c)} has no row that is surely theirs, only one with a further or former address of theirs. Look in ${name === null ? 'the directory' : bare(name)} whether they are assigned. If not, close the account: ${plan}. If they are, export the list with their id or login: ${syncOf(name, c, 'assignments') ?? importAssignmentsCommand(name, c.account.app)}`,
      };
    }
    case 'undeclared_directory_disagrees':
      return {
        action: 'declare_directories',
        step: `${disagreement(c)}, and nobody said which directories govern ${enteredName(c)}. Set CLARI_IDENTITY_DIRECTORIES to those that do (read: ${c.coverage.scope.map(bare).join(',')}), or ask which one is right. If the person has left: ${plan}`,
      };
    default:
      return {
        action: 'decide_link',
        step: `Compare the candidates with get_identity and decide who owns the account: ${linkCommand(c.account.accountId)}`,
      };
  }
}

function directoryOf(c: Case, reason: Reason): string | null {
  return c.person.speaking.find((one) => toLookAt(one) === reason)?.directory ?? null;
}

function readAgain(c: Case, directory: string | null): string {
  return syncOf(directory, c, 'newest') ?? importDirectoryCommand(directory);
}

function lastDay({ person: { speaking }, now }: Case): string {
  const days = speaking.flatMap((one) => {
    const at = leavesAt(one);
    return at === null || at > now ? [] : [at];
  });
  const last = days.sort().at(-1);
  return last === undefined ? '' : `by ${when(last)}`;
}

function disagreement({ person: { speaking } }: Case): string {
  const names = (word: string) =>
    list([...new Set(speaking.filter((one) => wordOf(one.entitlement) === word).map((one) => bare(one.directory)))]);
  return `${names('revoked')} calls the person gone and ${names('entitled')} lets them in`;
}

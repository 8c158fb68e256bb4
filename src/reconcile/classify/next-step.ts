import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import { bare } from '../../model/foreign.ts';
import {
  exemptAgainCommand,
  importDirectoryCommand,
  importUsersCommand,
  linkAgainCommand,
  planCommand,
  recordAgainCommand,
  recordCommand,
} from '../coverage/commands.ts';
import { unreadDirectories } from './accusable.ts';
import { type Advice, exportUsersAgain } from './advice.ts';
import { appName, enteredName, place } from './app-words.ts';
import type { Case } from './case.ts';
import { closeGap } from './close-gap.ts';
import type { Judgement } from './decide.ts';
import { maybeLeave } from './leaver.ts';
import { reviewStep } from './review-step.ts';
import { list, when } from './text.ts';

/** The one next step for a verdict, and who can confirm a statement that stands and does not count. */
export function nextStep(c: Case, judgement: Judgement): Advice {
  const advice = adviceOn(c, judgement);
  const unattested = [
    ...(c.exemption !== null && !c.exemption.counts && c.now < c.exemption.until
      ? [`The exemption counts once a person confirms it: ${exemptAgainCommand(c.account.accountId, c.exemption)}`]
      : []),
    ...(c.link !== null && !c.link.counts
      ? [`The decision on its owner counts once a person confirms it: ${linkAgainCommand(c.account.accountId, c.link)}`]
      : []),
  ];
  return unattested.length === 0 ? advice : { ...advice, step: [advice.step, ...unattested].join(' ') };
}

function adviceOn(c: Case, { finding, reason, gaps }: Judgement): Advice {
  const { account } = c;
  const exportCommand = importUsersCommand(account.app);
  switch (finding) {
    case 'contradicted':
      return {
        action: 'investigate_reactivation',
        step: `The deactivation did not take, or was undone. Look at the account in ${place(c)}, deactivate it, then record it again: ${recordCommand(account.accountId)}`,
      };
    case 'reappeared':
      return {
        action: 'investigate_reactivation',
        step: `Find out who or what opened the account again (a single sign-on login, an administrator, a new account), then deactivate it: ${planCommand(account.accountId)}`,
      };
    case 'exempt':
      return {
        action: 'none',
        step: `Nothing to do until ${c.exemption === null ? 'the exemption ends' : when(c.exemption.until)}.`,
      };
    case 'awaiting_verification':
      if (reason === 'recorded_not_attested') return unattestedRecord(c, exportCommand);
      return {
        action: 'wait_for_next_export',
        step: `Download an export taken after ${when(c.work.governing?.record.performedAt ?? account.statusAsOf)} and run: ${exportCommand}. It settles the recorded deactivation.`,
      };
    case 'leaver_active':
      return leaver(c, reason);
    case 'duplicate_account':
      return {
        action: 'merge_or_deactivate_duplicate',
        step: `One person has this account and ${list(c.correlation.duplicateOf.slice(0, 3).map(bare))}: find out which one is used, move its work, and deactivate the other: ${planCommand(account.accountId)}`,
      };
    case 'unassigned_active':
      return unassigned(c);
    case 'orphaned':
      return {
        action: 'find_owner_or_deactivate',
        step: `Nobody in the directories that were read owns it (another one? name all of them in CLARI_IDENTITY_DIRECTORIES). Ask its team or manager in ${appName(c)} who uses it; if nobody does: ${planCommand(account.accountId)}`,
      };
    case 'needs_review':
      return reviewStep(c, reason);
    case 'inconclusive': {
      const [first] = gaps;
      return closeGap(first ?? { reason, directory: null }, c);
    }
    case 'ok':
    case 'inactive':
      return { action: 'none', step: 'Nothing to do.' };
    default:
      return finding satisfies never;
  }
}

/**
 * Advice on a record that no person attests. It stays listed and its deadline runs on: only a person's statement, or a
 * snapshot, changes that.
 */
function unattestedRecord(c: Case, exportCommand: string): Advice {
  const record = c.work.unattested?.record;
  return {
    action: 'wait_for_next_export',
    step: `The recorded deactivation is not attested by a person, so it takes nothing off the list. ${record === undefined ? '' : `Whoever did it states it: ${recordAgainCommand(c.account.accountId, record)}, or download`} an export taken after ${when(record?.performedAt ?? c.account.statusAsOf)} and run: ${exportCommand}.`,
  };
}

function leaver(c: Case, reason: Judgement['reason']): Advice {
  const { account, timing } = c;
  if (maybeLeave(reason))
    return {
      action: 'confirm_with_hr',
      step: `This may be leave, not departure: ask HR before anything else. If the person has left: ${planCommand(account.accountId)}`,
    };
  const unread = readFirst(c);
  if (unread !== null) return unread;
  const used = timing.usedAfterRevocation === 'yes' ? 'It was used after access ended: do this first. ' : '';
  if (timing.basis === 'last_seen_before_revocation')
    return exportUsersAgain(
      c,
      `${used}The last read that shows it active${account.lastActiveAt === null ? '' : ` (${when(account.lastActiveAt)})`} is older than the revocation${timing.revokedAt === null ? '' : ` (${when(timing.revokedAt)})`}: it may be closed by now.`,
    );
  return {
    action: isEnteredAsClari(account.app) ? 'deactivate_in_clari' : 'deactivate_in_app',
    step: `${used}Draft the plan, which secures tokens and open work first: ${planCommand(account.accountId)}. Deactivate it in ${place(c)}, then: ${recordCommand(account.accountId)}`,
  };
}

/** Advice to read a governing directory that was never read, since it may entitle the person. */
function readFirst(c: Case): Advice | null {
  const [unread] = unreadDirectories(c);
  if (unread === undefined) return null;
  if (unread.reason === 'directory_held') return closeGap(unread, c);
  return {
    action: 'import_directory',
    step: `${unread.directory} governs ${enteredName(c)} too and may entitle this person, but was not read. Before acting run: ${importDirectoryCommand(unread.directory)}`,
  };
}

function unassigned(c: Case): Advice {
  return (
    readFirst(c) ?? {
      action: 'restore_or_deactivate',
      step: `The person is still here without the ${enteredName(c)} assignment. Ask their manager: assign ${enteredName(c)} again in ${list([...new Set(c.person.speaking.map((one) => bare(one.directory)))])}, or close the account: ${planCommand(c.account.accountId)}`,
    }
  );
}

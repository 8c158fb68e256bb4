import type { Framework } from '../model/control.ts';
import { relayed } from './origins.ts';

export const nist80053: Framework = {
  id: 'nist-800-53',
  name: 'NIST SP 800-53',
  version: 'revision 5',
  controls: [
    {
      id: 'AC-2',
      asks: 'Accounts are known, approved, watched, reviewed, and closed when their person leaves or no longer needs them.',
      ...relayed('NIST SP 800-53 AC-2, relayed by STIG Viewer', 'https://www.stigviewer.com/controls/nist-800-53/AC-2'),
      evidence: {
        population: {
          shows: 'The inventory of accounts as the reads show it, and whether each list is complete.',
          showsNot: 'Which types of accounts are allowed, or who manages them.',
        },
        leavers: {
          shows: 'Accounts whose person left or lost the assignment, and how long they stayed open.',
          showsNot: 'When account managers were notified.',
        },
        records: {
          shows: 'Who disabled an account by their own statement, and whether a later read confirms it.',
          showsNot: 'That the change was made in the application by that person.',
        },
        decisions: {
          shows: 'Which shared and service accounts were accepted, who answers for each and until when.',
          showsNot: 'That the password of a shared account was changed when somebody left.',
        },
        links: {
          shows: 'When an account came to belong to somebody else, and on what that rests.',
          showsNot: 'A transfer inside the organisation that no address, id or name shows.',
        },
        plans: {
          shows: 'Approval of changes to accounts, by a named person and with how they were known.',
          showsNot: 'Approval of new accounts that were opened without a plan.',
        },
        reviews: {
          shows: 'That accounts were reviewed, which ones, and what was left out and why.',
          showsNot: 'That the organisation reviews as often as it set itself.',
        },
        review_decisions: {
          shows: 'The result of the review for each account, with its person and rationale.',
          showsNot: 'That the reviewer knew what the account is used for.',
        },
        history: {
          shows: 'The order of what was stated, approved and decided on accounts, in a chain that shows a change.',
          showsNot: 'Actions inside the application: it is a ledger of statements and reads, not its audit log.',
        },
        reads: {
          shows: 'From which files or live reads the inventory comes, with their times and hashes.',
          showsNot: 'That a file is what the application gave out: it is hashed when it is imported.',
        },
        ocsf: {
          shows: 'Accounts, findings and confirmed deactivations as events for monitoring.',
          showsNot: 'Sign-ins and changes as they happen: it says what the newest lists show.',
        },
        scim: {
          shows: 'The accounts of one application at the time of a complete list.',
          showsNot: 'What a role allows, and accounts that the list does not have.',
        },
        'entra-review': {
          shows: 'Which accounts were put up for review in Entra.',
          showsNot: 'Accounts that no Entra user owns, which are left out and listed beside the file.',
        },
      },
    },
    {
      id: 'AC-6(7)',
      asks: 'Privileges are looked through at set intervals, and taken away or moved where they are not needed.',
      ...relayed('NIST SP 800-53, relayed by STIG Viewer', 'https://www.stigviewer.com/controls/nist-800-53'),
      evidence: {
        reviews: {
          shows: 'Which roles a review named as privileged, and when it was opened and closed.',
          showsNot: 'That the interval is the one that the organisation set.',
        },
        review_items: {
          shows: 'Each privileged account with its role, its reviewers and what became of it.',
          showsNot: 'Privileges that are no role of the account.',
        },
        review_decisions: {
          shows: 'Whether each privilege was kept, revoked or exchanged for another role, and why.',
          showsNot: 'That another role was set in the application.',
        },
        'baton-file': {
          shows: 'Which account has which role, for a review in another system.',
          showsNot: 'That the roles were reviewed there.',
        },
      },
    },
    {
      id: 'PS-4',
      asks: 'When somebody leaves, their access is disabled within a set time and their credentials are revoked.',
      ...relayed('NIST SP 800-53 PS-4, relayed by Kjoelen Security', 'https://kjoelensecurity.com/controls/ps-4.html'),
      evidence: {
        leavers: {
          shows:
            'The end of access in the directory beside the first read that shows the account closed, and the deadline.',
          showsNot: 'The end of employment, unless the directory states it, or that the deadline is the set time.',
        },
        records: {
          shows: 'The time at which somebody states to have closed the account.',
          showsNot: 'That sessions, API tokens and other credentials ended with it.',
        },
        plans: {
          shows: 'Which steps were planned for a leaver and how many are done.',
          showsNot: 'The exit interview and the return of property.',
        },
        steps: {
          shows: 'Recorded steps around the account, such as the list of tokens and the hand-over of work.',
          showsNot: 'That a listed token was revoked: no read shows tokens.',
        },
        ocsf: {
          shows: 'Leavers with an open account as findings, and closings that a later read confirmed.',
          showsNot: 'The time between both: it follows from two files only.',
        },
        vanta: {
          shows: 'Which accounts are still there, for the comparison with people who left.',
          showsNot: 'When the access ended.',
        },
      },
    },
  ],
};

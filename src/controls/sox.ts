import type { Framework } from '../model/control.ts';
import { undatedThirdParty } from './origins.ts';

export const sox: Framework = {
  id: 'sox',
  name: 'SOX',
  version: 'Sarbanes-Oxley Act of 2002',
  controls: [
    {
      id: 'ITGC access',
      asks: 'Access to systems behind the financial reports is given, removed and reviewed, from lists that are shown to be complete.',
      ...undatedThirdParty(
        'AuditXYZ, SOX IT general controls',
        'https://www.auditxyz.com/learn/sox/it-general-controls',
      ),
      evidence: {
        population: {
          shows: 'That the accounts add up to the export, and why the list is or is not complete.',
          showsNot: 'That the application is in the scope of the audit.',
        },
        leavers: {
          shows: 'Each leaver with the time until the account was seen closed, as a population to sample from.',
          showsNot: 'Leavers whom no directory shows.',
        },
        records: {
          shows: 'The record of each removal, and the later list that confirms or contradicts it.',
          showsNot: 'Who had the right to remove it in the application.',
        },
        reviews: {
          shows: 'The population of each review with a hash over every item, its scope, and its closing.',
          showsNot: 'That the review was held in every quarter that needs one.',
        },
        review_items: {
          shows: 'What each account looked like when it was frozen, and what became of it.',
          showsNot: 'Conflicts of duties between roles.',
        },
        review_decisions: {
          shows: 'The sign-off on each account by a person who does not own it.',
          showsNot: 'The sign-off by the owner of the financial process.',
        },
        reads: {
          shows: 'Source, filter, time, rows and hash of each list, so that it can be produced again and compared.',
          showsNot: 'That the person who exported it chose the right report.',
        },
        coverage: {
          shows: 'What each source proves now, and what is missing before more can be concluded.',
          showsNot: 'The time between two reads.',
        },
        scim: {
          shows: 'The complete list of accounts of an application at one time.',
          showsNot: 'How the list was drawn: the evidence pack has that.',
        },
        'entra-applied': {
          shows: 'That a later users list confirmed what a review denied before the file was written.',
          showsNot: 'The review itself.',
        },
      },
    },
    {
      id: 'Section 404',
      asks: 'Management assesses the controls over financial reporting each year, and the auditor attests to that.',
      ...undatedThirdParty(
        'Skillber, SOX compliance',
        'https://www.skillber.net/learn/compliance-security/sox-compliance/',
      ),
      evidence: {
        reviews: {
          shows: 'That one control on access ran in the period, with its result and what was not reviewed.',
          showsNot: 'That the control is effective: that is for management and the auditor to conclude.',
        },
        history: {
          shows: 'What was stated and decided in the period and in which order, in a chain that shows a change.',
          showsNot: 'That what was stated is true.',
        },
        checkpoints: {
          shows: 'That the ledger up to a signed head is as it was then, if the head was kept elsewhere.',
          showsNot: 'Anything, if no head and no key was kept outside this pack.',
        },
      },
    },
  ],
};

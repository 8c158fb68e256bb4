import type { Framework } from '../model/control.ts';
import { thirdParty, undatedThirdParty } from './origins.ts';

const URM = thirdParty(
  'URM Consulting, ISO 27001:2022 organisational controls on access management',
  '2025-05-09',
  'https://www.urmconsulting.com/blog/iso-27001-2022-a-5-organisational-controls-access-management',
);

export const iso27001: Framework = {
  id: 'iso27001',
  name: 'ISO/IEC 27001',
  version: '2022, annex A',
  controls: [
    {
      id: 'A.5.15',
      asks: 'There are rules for who may have access to what, and they are applied.',
      ...URM,
      evidence: {
        decisions: {
          shows: 'Where the rule was set aside for an account: by whom, why and until when.',
          showsNot: 'The rules themselves: they are in a policy of the organisation, not here.',
        },
        reviews: {
          shows: 'By which rules each review chose accounts and reviewers, as they were frozen when it was opened.',
          showsNot: 'That these rules are those of the policy on access.',
        },
        coverage: {
          shows: 'Over which applications and directories the rules were checked, and how current that is.',
          showsNot: 'Applications that were never brought in.',
        },
      },
    },
    {
      id: 'A.5.16',
      asks: 'Identities are managed from their beginning to their end, and each belongs to somebody.',
      ...URM,
      evidence: {
        population: {
          shows: 'For each account the identity that owns it, by which rule, or that nobody was found.',
          showsNot: 'Identities of people who have no account in these applications.',
        },
        leavers: {
          shows: 'Where an account outlived the identity that owned it, and for how long.',
          showsNot: 'How the identity itself was ended in the directory.',
        },
        links: {
          shows: 'When an account came to be owned by somebody else, before and after, and what had changed.',
          showsNot: 'That the person really is who the directory says.',
        },
        scim: {
          shows: 'The accounts of one application with address, name and state, at one time.',
          showsNot: 'Who owns an account: two people may share one, and the list does not say it.',
        },
        graph: {
          shows: 'The graph of accounts and identities, where each link came from and which are only possible.',
          showsNot: 'How an identity came about, or that a possible link is a true one.',
        },
      },
    },
    {
      id: 'A.5.18',
      asks: 'Rights are given, reviewed, changed and removed by the rules on access.',
      ...URM,
      evidence: {
        leavers: {
          shows: 'When the right to an account ended, when the account was seen closed, and whether that was in time.',
          showsNot: 'That the deadline is the one that the policy sets.',
        },
        records: {
          shows: 'Each recorded removal with its person, time, ticket and files, and whether a later read confirms it.',
          showsNot: 'Removals that nobody recorded, except as a state of the account.',
        },
        plans: {
          shows: 'Who approved the removal or change of rights, and when.',
          showsNot: 'Who approved the rights when they were first given.',
        },
        steps: {
          shows: 'Changes of roles and teams that somebody recorded, and their order.',
          showsNot: 'That a changed role took effect: reads confirm it for few kinds of steps.',
        },
        reviews: {
          shows: 'That rights were reviewed, from which complete or incomplete list, and when it was closed.',
          showsNot: 'Whether the interval between reviews is the planned one.',
        },
        review_decisions: {
          shows: 'Each decision with its person, time and rationale, the replaced ones included.',
          showsNot: 'That the rationale is true.',
        },
        vanta: {
          shows: 'Which accounts existed when the list was taken, so that removed rights can be compared.',
          showsNot: 'Which rights an account had: the file has no permission level.',
        },
        'entra-review': {
          shows: 'Which rights were put up for review in Entra, and with which state.',
          showsNot: 'The result of the review.',
        },
        'entra-applied': {
          shows: 'That a later users list confirmed the removals of a review before they were reported as applied.',
          showsNot: 'Changes of roles: a review that asks for one has no such file.',
        },
      },
    },
    {
      id: 'A.8.2',
      asks: 'Far-reaching rights are restricted and managed apart from the others.',
      ...undatedThirdParty(
        'ISMS.online, ISO 27001:2022 annex A 8.2',
        'https://www.isms.online/iso-27001/annex-a/8-2-use-of-privileged-access-rights-2022',
      ),
      evidence: {
        review_items: {
          shows: 'Which accounts had a role that was named as privileged, and their reviewers.',
          showsNot: 'That every far-reaching role was named, or for how long it is needed.',
        },
        review_decisions: {
          shows: 'That two people agreed on a privileged account, where a second reviewer was asked for.',
          showsNot: 'What was done with the privilege.',
        },
        'baton-file': {
          shows: 'Who has which role, and so who has a far-reaching one.',
          showsNot: 'Which roles are far-reaching: the file names them all alike.',
        },
      },
    },
    {
      id: 'A.8.3',
      asks: 'Access to information is restricted by the rules on access.',
      ...undatedThirdParty(
        'Ask Me Identity, ISO 27001 for identity and access management',
        'https://askmeidentity.com/resources/compliance/iso-27001-iam/',
      ),
      evidence: {
        population: {
          shows:
            'Who has an account and which role it bears, and whether the directory assigns the application to them.',
          showsNot: 'Which information a role opens.',
        },
        decisions: {
          shows: 'Accounts that keep access without the usual reason, with who answers for them.',
          showsNot: 'Which information such an account reaches.',
        },
        ocsf: {
          shows: 'Accounts that are active although their person left or was never assigned, as findings.',
          showsNot: 'What was read or changed with them.',
        },
      },
    },
  ],
};

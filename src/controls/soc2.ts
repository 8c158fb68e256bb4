import type { Framework } from '../model/control.ts';
import { thirdParty, undatedThirdParty } from './origins.ts';

export const soc2: Framework = {
  id: 'soc2',
  name: 'SOC 2',
  version: 'Trust Services Criteria of 2017, points of focus of 2022',
  controls: [
    {
      id: 'CC6.1',
      asks: 'Only people who are meant to have access get into systems and data.',
      ...thirdParty(
        'CertifyOps, SOC 2 CC6.1 evidence examples',
        '2026-03-25',
        'https://www.certifyops.com/blog/soc-2-cc6-1-evidence-examples',
      ),
      evidence: {
        population: {
          shows: 'Every account that the reads show, once, with the person to whom it belongs or that it has none.',
          showsNot: 'How somebody signs in, what a role may do in the application, or access by tokens and sessions.',
        },
        decisions: {
          shows: 'Which accounts are accepted without a person of their own, by whom, why and until when.',
          showsNot: 'That the reason is good enough, or that such an account is protected in another way.',
        },
        coverage: {
          shows: 'How old and how complete each list is on which the other sections rest, and what no list shows.',
          showsNot: 'Access to applications and systems that nobody imported.',
        },
        graph: {
          shows: 'Which accounts and directory identities belong together, and from which read that is known.',
          showsNot: 'What any of these accounts may do, or who else has a way into the application.',
        },
        ocsf: {
          shows: 'Accounts and findings as events, so that unexpected access can be watched.',
          showsNot: 'That anybody watches; and a finding that a later file lacks is not thereby solved.',
        },
      },
    },
    {
      id: 'CC6.2',
      asks: 'Access is authorised before it is given, and removed once it is no longer due.',
      ...thirdParty(
        'Screenata, SOC 2 CC6.2 evidence guide',
        '2026-02-18',
        'https://screenata.com/resources/blog/soc-2-cc62-evidence-guide-user-provisioning-deprovisioning-and-access-reviews',
      ),
      evidence: {
        leavers: {
          shows: 'For each person who lost the right to an account: when, when it was closed, and whether in time.',
          showsNot: 'The last working day in the HR system, or that the access had been authorised when it was given.',
        },
        records: {
          shows: 'Who states to have closed an account and when, and whether a later export confirms it.',
          showsNot: 'Whose hand it was in the application: the export shows a state, not who brought it about.',
        },
        plans: {
          shows: 'Who planned and who approved the work on an account, and how many of its steps are done.',
          showsNot: 'That a plan was made for every leaver; compare it with the leavers.',
        },
        steps: {
          shows: 'Each recorded step of the removal, who performed it when, and what a later read showed of it.',
          showsNot:
            'Steps that no read can show, such as the exchange of a shared password: there is only the statement.',
        },
        review_items: {
          shows: 'For each account to be revoked, the plan, the record, and whether a newer read confirms it.',
          showsNot: 'Removals outside of a review, or access by another way than the account.',
        },
        scim: {
          shows: 'Which accounts of an application are active, at the time of one complete list.',
          showsNot: 'When an account was opened or closed, or who authorised it.',
        },
        vanta: {
          shows: 'Which accounts of an application are active, for the comparison with people that Vanta makes.',
          showsNot: 'Whether Vanta matches them to the same people, or when an account was closed.',
        },
        'baton-file': {
          shows: 'Which accounts are enabled and which roles they have, at the time of one complete list.',
          showsNot: 'Who granted a role, or what was enabled between two files.',
        },
      },
    },
    {
      id: 'CC6.3',
      asks: 'Access follows the role of a person: it is changed with it, kept small, duties are kept apart, and it is reviewed.',
      // It names a month and no day.
      ...undatedThirdParty(
        'Iden, SOC 2 CC6 evidence checklist',
        'https://www.idenhq.com/playbooks/soc-2-cc6-evidence-checklist',
      ),
      evidence: {
        reviews: {
          shows: 'Which accounts were put to review, from which reads, by whom, and how the review was closed.',
          showsNot: 'That reviews are as frequent as was promised: compare their dates.',
        },
        review_items: {
          shows: 'The role of each account as it was reviewed, and whether it was named as privileged.',
          showsNot: 'What a role allows in the application, or that every far-reaching role was named.',
        },
        review_decisions: {
          shows: 'Who decided what on each account, why and when, and that nobody decided on their own.',
          showsNot: 'That a reviewer looked closely, or that a changed role took effect in the application.',
        },
        'entra-review': {
          shows: 'Which accounts were put before the reviewers of an Entra access review.',
          showsNot: 'What they decided, and the accounts without an Entra user, which have no row in it.',
        },
        'entra-applied': {
          shows: 'That each denial of a closed review was confirmed by a later users list before the file was written.',
          showsNot: 'That Entra was sent the file, or that any access was kept for a good reason.',
        },
      },
    },
  ],
};

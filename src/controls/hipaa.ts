import type { Framework } from '../model/control.ts';
import { relayed } from './origins.ts';

const RULE = relayed(
  '45 CFR 164.308, relayed by the Legal Information Institute',
  'https://www.law.cornell.edu/cfr/text/45/164.308',
);

export const hipaa: Framework = {
  id: 'hipaa',
  name: 'HIPAA',
  version: '45 CFR 164.308',
  controls: [
    {
      id: '164.308(a)(3)(ii)(C)',
      asks: 'There is a procedure that ends access to health information when somebody leaves; it is addressable.',
      ...RULE,
      evidence: {
        leavers: {
          shows: 'For a sample or for all leavers: when the right to the account ended and when it was seen closed.',
          showsNot: 'That the application holds health information.',
        },
        records: {
          shows: 'That the closing was recorded by a named person, with ticket and files.',
          showsNot: 'That access by other ways ended.',
        },
        plans: {
          shows: 'Which steps were planned for a person, who approved them, and how many are done.',
          showsNot: 'The written procedure, or why another measure was chosen in its place.',
        },
        steps: {
          shows: 'Which steps of the procedure were done by whom.',
          showsNot: 'Steps outside of these applications, such as keys and devices.',
        },
        vanta: {
          shows: 'Which accounts are still active, for the comparison with people who left.',
          showsNot: 'The written procedure, or when somebody left.',
        },
      },
    },
    {
      id: '164.308(a)(4)',
      asks: 'Access to health information is authorised, given and changed by rules.',
      ...RULE,
      evidence: {
        population: {
          shows: 'Who has an account and role, and whether a directory assigns the application to them.',
          showsNot: 'Who authorised the access, or which of it reaches health information.',
        },
        decisions: {
          shows: 'Access that a named person accepted outside of the rule, why and until when.',
          showsNot: 'That whoever accepted it may authorise access to health information.',
        },
        reviews: {
          shows: 'That the access of people was looked through and by whom.',
          showsNot: 'The policy by which access is given.',
        },
        review_decisions: {
          shows: 'Which access was kept, changed or taken away, why and by whom.',
          showsNot: 'That the change was made: the items of the review say how far it was confirmed.',
        },
        'entra-review': {
          shows: 'Which access was put up for review in Entra.',
          showsNot: 'What was decided.',
        },
        graph: {
          shows: 'To whom each account belongs, and from which read that is known.',
          showsNot: 'Which information an account reaches.',
        },
      },
    },
  ],
};

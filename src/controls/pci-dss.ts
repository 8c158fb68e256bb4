import type { Framework } from '../model/control.ts';
import { relayed } from './origins.ts';

export const pciDss: Framework = {
  id: 'pci-dss',
  name: 'PCI DSS',
  version: 'v4.0.1',
  controls: [
    {
      id: '7.2.4',
      asks: 'All accounts, those of vendors too, are reviewed every six months, what is wrong is put right, and management acknowledges it.',
      ...relayed(
        'PCI DSS v4.0.1 7.2.4, relayed by Cloudaware',
        'https://ce.prod.cloudaware.com/frameworks/pci-dss-v4.0.1/07/02/04',
      ),
      evidence: {
        population: {
          shows: 'Whether the list of accounts under review is the whole list, and how it adds up.',
          showsNot: 'Which accounts reach cardholder data.',
        },
        reviews: {
          shows: 'When each review was opened and closed, by whom, from which reads, and what was not reviewed.',
          showsNot: 'That whoever closed it speaks for management, or that no more than six months lie between two.',
        },
        review_items: {
          shows: 'Each account under review, and whether what was to be revoked is confirmed as closed.',
          showsNot: 'That access fits the job of the person: that is the word of the reviewer.',
        },
        review_decisions: {
          shows: 'Who confirmed or denied each access, when and why.',
          showsNot: 'That a reviewer of a vendor account knew the vendor.',
        },
        'entra-review': {
          shows: 'Which accounts were given to reviewers in Entra, those without a known state included.',
          showsNot: 'Vendor accounts without an Entra user, and any decision.',
        },
        'entra-applied': {
          shows: 'That what a review denied was put right, by a later list.',
          showsNot: 'The acknowledgement by management.',
        },
        'baton-file': {
          shows: 'Accounts with their roles, for a review in another system.',
          showsNot: 'That the review took place.',
        },
      },
    },
    {
      id: '8.2.5',
      asks: 'People who left lose their access at once.',
      ...relayed('PCI DSS 8.2.5, relayed by withpci.com', 'https://withpci.com/requirements/8/8.2/8.2.5'),
      evidence: {
        leavers: {
          shows:
            'Leavers of the directories held against the current users list, and who among them still has an account.',
          showsNot: 'That access ended at once: between two lists only the statement of a person says when.',
        },
        records: {
          shows: 'When somebody states to have closed the account, and whether a later list agrees.',
          showsNot: 'That cards, tokens and other factors were returned.',
        },
        reads: {
          shows: 'Which lists of leavers and of users were compared, with their times and hashes.',
          showsNot: 'Leavers who are in none of these lists.',
        },
        coverage: {
          shows: 'Whether the lists were complete and recent enough to say that a leaver has no account.',
          showsNot: 'What happened after the newest list.',
        },
        vanta: {
          shows: 'The current list of accounts, in which a leaver would be seen.',
          showsNot: 'Which people left, and when.',
        },
        scim: {
          shows: 'The current list of accounts with their state.',
          showsNot: 'Which people left, and when.',
        },
        ocsf: {
          shows: 'Leavers whose account is open, as findings that fail.',
          showsNot: 'That there are no others: a finding needs a list that shows it.',
        },
      },
    },
  ],
};

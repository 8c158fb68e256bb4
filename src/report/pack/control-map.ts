/** What a part of an access review is evidence for. */
export interface ControlNote {
  readonly part: string;
  readonly controls: readonly string[];
  readonly shows: string;
  readonly showsNot: string;
}

/** In our own words; whether a control is met is for the auditor to judge. */
export const REVIEW_CONTROLS: readonly ControlNote[] = [
  {
    part: 'Population',
    controls: ['SOX (completeness of reports)', 'PCI DSS 7.2.4', 'ISO 27001:2022 A.5.18', 'NIST AC-2'],
    shows:
      'From which reads the accounts under review were taken, as of when, how complete, how many were left out and why, with a hash over every item.',
    showsNot:
      'That an export was all that the application had, or anything about applications that have no review here.',
  },
  {
    part: 'Privileged accounts',
    controls: ['ISO 27001:2022 A.8.2', 'NIST AC-6(7)', 'SOC 2 CC6.3'],
    shows: 'Which accounts had a role that was named as privileged, and that two people had to agree on each.',
    showsNot: 'That every role with far-reaching rights was named, or what a role allows inside the application.',
  },
  {
    part: 'Decisions',
    controls: ['SOC 2 CC6.3', 'ISO 27001:2022 A.5.18', 'PCI DSS 7.2.4', 'NIST AC-2', 'SOX (access review)'],
    shows:
      'Who decided what on each account, when, why and how they were known; that nobody decided on their own; what was late or handed on.',
    showsNot: 'That a reviewer looked closely, or was the right person to ask.',
  },
  {
    part: 'Follow-up',
    controls: ['SOC 2 CC6.2', 'SOC 2 CC6.3', 'PCI DSS 7.2.4', 'NIST AC-2', 'SOX (access review)'],
    shows:
      'For each account to be revoked the plan, the record of the work, and whether a newer read confirmed or contradicted it.',
    showsNot: 'That a changed role took effect, or that access by other ways than the account ended.',
  },
  {
    part: 'Closing',
    controls: ['PCI DSS 7.2.4', 'SOX (access review)', 'ISO 27001:2022 A.5.18'],
    shows: 'Who closed it, when, with which counts, and that items without a decision are counted as not reviewed.',
    showsNot:
      'That whoever closed it speaks for management, or that reviews are as frequent as a control asks: compare their dates.',
  },
];

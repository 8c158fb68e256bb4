import type { PackSection } from '../../model/control.ts';

/** A place of the page: the items and decisions of access reviews stand with their review. */
export type Place = Exclude<PackSection, 'review_items' | 'review_decisions'>;

/** Where the page shows a section, and what it is called there. */
export const PAGE_SECTIONS: Readonly<Record<PackSection, { readonly anchor: Place; readonly title: string }>> = {
  population: { anchor: 'population', title: 'Population' },
  leavers: { anchor: 'leavers', title: 'Leavers' },
  records: { anchor: 'records', title: 'Recorded deactivations' },
  decisions: { anchor: 'decisions', title: 'Exemptions and decided links' },
  links: { anchor: 'links', title: 'Links that changed with their evidence' },
  plans: { anchor: 'plans', title: 'Plans and approvals' },
  steps: { anchor: 'steps', title: 'Recorded steps' },
  reviews: { anchor: 'reviews', title: 'Access reviews' },
  review_items: { anchor: 'reviews', title: 'Items of access reviews' },
  review_decisions: { anchor: 'reviews', title: 'Decisions of access reviews' },
  history: { anchor: 'history', title: 'Who did what' },
  reads: { anchor: 'reads', title: 'Imported reads' },
  coverage: { anchor: 'coverage', title: 'Coverage: what this rests on' },
  checkpoints: { anchor: 'checkpoints', title: 'Signed heads of the ledger' },
};

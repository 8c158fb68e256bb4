import type { DemoAnswer, DemoOrganisation } from './demo.ts';
import { HALDEN } from './roster.ts';

/** Somebody worth showing in the walk-through. */
export interface DemoCharacter extends DemoAnswer {
  /** Who they are in the story, in a few words. */
  readonly role: string;
}

const CHARACTERS = [
  { role: 'a forgotten leaver', email: `henrik.aldane@${HALDEN}` },
  { role: 'a colleague on parental leave', email: `ingrid.tveit@${HALDEN}` },
  { role: 'work that was recorded but not done', email: `priya.venkataraman@${HALDEN}` },
  { role: 'a second account under a plus-tag', email: `anneke.dewit+sandbox@${HALDEN}` },
  { role: 'somebody hired again', email: `mats.holmgren@${HALDEN}` },
  { role: 'an account that nobody owns', email: `clari-sync@${HALDEN}` },
] as const;

/** The handful of people that the walk-through introduces, in this order, with the true answer on each. */
export function demoStory(organisation: Pick<DemoOrganisation, 'key'>): readonly DemoCharacter[] {
  return CHARACTERS.flatMap(({ role, email }) =>
    organisation.key
      .filter((answer) => answer.app === 'clari' && answer.email === email)
      .map((answer) => ({ ...answer, role })),
  );
}

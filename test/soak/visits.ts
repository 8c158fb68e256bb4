import { wordsOf } from './answer.ts';
import { judged } from './call.ts';
import type { Fleet } from './fleet.ts';
import type { Journal } from './journal.ts';
import type { Random } from './random.ts';

const LEFT = 403;
const PLACES = ['/', '/findings', '/accounts', '/work', '/decisions', '/reviews', '/reads'];

/** Somebody looks at the page, or at the health of a server. */
export async function visits(fleet: Fleet, journal: Journal, random: Random): Promise<void> {
  const slot = random.one(fleet.slots);
  const { page = null, health = null } = slot.running ?? {};
  const place = random.one(PLACES);
  if (page !== null) {
    const status = await looks(journal, slot.name, `GET page ${place}`, async () => {
      const response = await page.get(place);
      await response.text();
      return response.status;
    });
    // The visit is over as their clock has it: whoever comes back has the page opened again.
    if (status === LEFT) await fleet.replace(slot, 'SIGTERM');
  }
  if (health !== null) await looks(journal, slot.name, 'GET /healthz', health);
}

async function looks(journal: Journal, who: string, what: string, get: () => Promise<number>): Promise<number | null> {
  const called = { who, tool: what, from: performance.now(), said: () => '' };
  try {
    const status = await get();
    if (status < 400) judged(journal, called, { kind: 'answered', structured: {} });
    else judged(journal, called, { kind: 'refused', code: `status ${status}`, text: `status ${status}` });
    return status;
  } catch (error) {
    judged(journal, called, { kind: 'lost', why: wordsOf(error) });
    return null;
  }
}

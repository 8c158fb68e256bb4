import { judged } from './call.ts';
import type { Slot } from './fleet.ts';
import type { Journal } from './journal.ts';
import type { Random } from './random.ts';

const PLACES = ['/', '/findings', '/accounts', '/work', '/decisions', '/reviews', '/reads'];

/** Somebody looks at the page, or at the health of a server. */
export async function visits(slots: readonly Slot[], journal: Journal, random: Random): Promise<void> {
  const slot = random.one(slots);
  const { page = null, health = null } = slot.running ?? {};
  const place = random.one(PLACES);
  if (page !== null)
    await looks(journal, slot.name, `GET page ${place}`, async () => {
      const response = await page.get(place);
      await response.text();
      return response.status;
    });
  if (health !== null) await looks(journal, slot.name, 'GET /healthz', health);
}

async function looks(journal: Journal, who: string, what: string, get: () => Promise<number>): Promise<void> {
  const called = { who, tool: what, from: performance.now() };
  try {
    const status = await get();
    if (status < 400) judged(journal, called, { kind: 'answered', structured: {} });
    else judged(journal, called, { kind: 'refused', code: `status ${status}`, text: `status ${status}` });
  } catch (error) {
    judged(journal, called, { kind: 'lost', why: String(error) });
  }
}

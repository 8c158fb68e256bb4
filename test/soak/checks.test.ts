import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { judged } from './call.ts';
import { checkWhileServing } from './invariants.ts';
import { type Acknowledgement, type FaultKind, journal } from './journal.ts';
import { leftovers } from './leftovers.ts';
import { listenerTo } from './listener.ts';
import { world } from './world.ts';

const noReport = () => undefined;

const JUDGED: readonly (readonly [string, string, FaultKind | null, string, number])[] = [
  ['an error that nothing explains', 'ERR_INTERNAL', null, 'list_work', 1],
  ['an error that another fault explains', 'ERR_STORE_FULL', 'clock jump', 'list_work', 1],
  ['an error that the fault explains', 'ERR_STORE_FULL', 'full disk', 'list_work', 0],
  ['an error of people who work at once', 'ERR_CURSOR_STALE', null, 'list_clari_users', 0],
  ['the same from a tool that has no pages', 'ERR_CURSOR_STALE', null, 'get_coverage', 1],
];

test.each(JUDGED)('%s', (_name, code, fault, tool, violations) => {
  const kept = journal(noReport);
  const from = performance.now();
  if (fault !== null) kept.fault(fault, fault, 'one', 0)();
  judged(kept, { who: 'one', tool, from, said: () => '' }, { kind: 'refused', code, text: code });
  expect(kept.violations).toHaveLength(violations);
});

test('a fault explains nothing on another server, and nothing that ended before it', () => {
  const kept = journal(noReport);
  const over = kept.fault('kill', 'kill', 'one', 0);
  const then = performance.now();
  expect([...kept.faultsDuring('one', then, then)]).toEqual(['kill']);
  expect([...kept.faultsDuring('other', then, then)]).toEqual([]);
  over();
  const later = performance.now() + 1;
  expect([...kept.faultsDuring('one', later, later)]).toEqual([]);
});

test('a secret in a log is found, even where it comes in two pieces', () => {
  const kept = journal(noReport);
  const listener = listenerTo(kept, ['a-secret-value']);
  listener.heard('one', 'the token is a-sec');
  expect(kept.violations).toEqual([]);
  listener.heard('one', 'ret-value, as it happens\n');
  expect(kept.violations).toHaveLength(1);
  expect(kept.violations[0]).not.toContain('a-secret-value');
});

const LOST: readonly Acknowledgement[] = [
  { kind: 'plan', planId: 'plan_lost' },
  { kind: 'read', snapshotIds: ['snap_lost'] },
  { kind: 'review opened', reviewId: 'review_lost' },
  { kind: 'pack', pack: 'pack_lost' },
  { kind: 'exemption', ledger: { sequence: 1, hash: 'a'.repeat(64) } },
];

test('what was acknowledged and is gone is found, and what was left behind', async () => {
  const made = await world('sqlite', noReport);
  onTestFinished(() => made.remove());
  await checkWhileServing(made);
  expect(made.journal.violations).toEqual([]);
  for (const one of LOST) made.journal.acknowledge(one);
  await checkWhileServing(made);
  expect(made.journal.violations).toEqual(LOST.map((one) => `acknowledged, and not there: ${JSON.stringify(one)}`));

  expect(await leftovers(made)).toContainEqual(expect.stringContaining('a process still runs'));
  await made.fleet.stop();
  expect(await leftovers(made)).toEqual([]);
  await writeFile(join(made.temporary, 'forgotten'), '');
  expect(await leftovers(made)).toEqual(['a temporary file is left: forgotten']);
});

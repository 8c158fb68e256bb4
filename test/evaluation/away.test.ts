import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Offload } from '../../src/app/imports/offload.ts';
import { evaluate, evaluateHere } from '../../src/evaluation/evaluate.ts';
import { judgedAccount } from '../../src/evaluation/index.ts';
import { openStore } from '../../src/store/open.ts';
import { SETTINGS } from '../helpers/deps.ts';
import { importRows } from '../store/open-temporary.ts';
import { accountRow, identityRow, record, T0 } from '../store/samples.ts';
import { judge } from './oracle/judge.ts';

const PEOPLE = 3_000;

/** A store of many rows; what goes to the other thread is counted, and so is what is judged anew as a whole. */
async function company() {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-away-'));
  const opened = await openStore({ url: `sqlite:${join(home, 'store.sqlite')}` });
  onTestFinished(async () => {
    await opened.close();
    await rm(home, { recursive: true, force: true });
  });
  const people = Array.from({ length: PEOPLE }, (_, at) => at + 1);
  await importRows(
    opened,
    people.map((at) => ({ of: 'account', row: accountRow(at, { email: `p${at}@acme.com` }) })),
    { kind: 'clari-users', sha256: 'a'.repeat(64) },
  );
  await importRows(
    opened,
    people.map((at) => ({
      of: 'identity',
      row: identityRow(at, { identityId: `00u${at}`, login: `p${at}@acme.com`, email: `p${at}@acme.com` }),
    })),
    { kind: 'directory', directory: 'okta', sha256: 'b'.repeat(64) },
  );
  const counted = { away: 0, everything: 0 };
  const store = {
    ...opened,
    generation: () => {
      counted.everything += 1;
      return opened.generation();
    },
  };
  const clock = () => T0;
  const refused = async () => {
    throw new Error('nothing else goes there');
  };
  const offload: Offload = {
    judge: async (job, watch) => {
      counted.away += 1;
      return evaluateHere(
        { store, settings: job.settings, clock: () => job.now, readOnly: job.readOnly },
        { progress: async (done, total) => watch.progress(done, total, '') },
      );
    },
    ask: refused,
    importFile: refused,
    stop: async () => undefined,
  };
  return { store, counted, deps: { store, settings: SETTINGS, clock, offload } };
}

test('of many rows a decided link is judged in the thread of its own, and nobody else with it; a record is judged at once', async () => {
  const { store, counted, deps } = await company();
  await evaluate(deps);
  expect(counted).toEqual({ away: 1, everything: 1 });
  await store.write((writer) =>
    writer.insertDecision({
      kind: 'link',
      decisionId: 'd1',
      accountId: '7',
      identity: { directory: 'okta', identityId: '00u9' },
      accountEmail: null,
      reason: 'so',
      decidedAt: T0,
      decidedBy: { name: 'tester', authenticated: false, via: 'terminal' },
      attestation: { level: 'terminal_phrase', client: null },
      ledgerSequence: 1,
      ledgerHash: 'd1',
    }),
  );
  await evaluate(deps);
  expect(counted).toEqual({ away: 2, everything: 1 });
  await store.write((writer) => writer.insertRecord(record('r1', { accountId: '11' })));
  await evaluate(deps);
  expect(counted).toEqual({ away: 2, everything: 1 });
  const whole = await store.read((reader) => judge(reader, SETTINGS, T0));
  for (const accountId of ['7', '9', '11']) {
    const listed = await store.read((reader) => judgedAccount(reader, SETTINGS, accountId));
    expect(listed).toEqual(whole.judged.find((one) => one.account.accountId === accountId));
  }
});

import { expect, test } from 'vitest';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, OKTA_AT, USERS_AT } from '../helpers/files.ts';

const CHARACTERS_PER_TOKEN = 4;
const PEOPLE = 400;

/** Names and addresses as long as they get in a large company, every one of them a leaver. */
async function manyLeavers() {
  const world = await testWorld(NOW);
  const people = Array.from({ length: PEOPLE }, (_, at) => ({
    id: `0055f00000${String(at).padStart(5, '0')}AAA`,
    email: `bartholomew.featherstone${at}@acme-corporation.com`,
    name: `Bartholomew Featherstonehaugh ${at}`,
  }));
  const users = people.map((one) => `${one.id},${one.name},${one.email},Account Executive,EMEA Strategic,Active`);
  await world.load('users.csv', ['Clari User ID,Name,Email,Role,Team,Status', ...users].join('\n'), {
    asOf: USERS_AT,
    completeness: 'complete',
  });
  const okta = people.map(
    (one, at) => `u${at},DEPROVISIONED,2026-11-${String((at % 9) + 10)}T08:00:00Z,${one.email},${one.email}`,
  );
  await world.load('okta.csv', ['id,status,statusChanged,profile.login,profile.email', ...okta].join('\n'), {
    asOf: OKTA_AT,
    completeness: 'complete',
    directory: 'okta',
  });
  return connect(world);
}

test.each(['find_orphaned_accounts', 'list_clari_users'])(
  'the largest concise page of %s stays under 12,000 tokens, in each form',
  async (tool) => {
    const { call } = await manyLeavers();
    const answer = await call(tool, { limit: 200 });
    expect(answer.isError).toBe(false);
    expect(answer.text.length / CHARACTERS_PER_TOKEN).toBeLessThan(12_000);
    // Typed answers name every field of every row; no host shows a model both.
    expect(JSON.stringify(answer.structured).length / CHARACTERS_PER_TOKEN).toBeLessThan(20_000);
    expect(answer.text).toContain('200 of 400');
  },
);

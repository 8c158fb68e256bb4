import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { z } from 'zod';
import { stateAtDesk } from '../helpers/desk.ts';
import { MOVED, OKTA, USERS } from '../helpers/files.ts';
import { hoursAgo, program } from '../helpers/program.ts';

const exported = z.looseObject({ head: z.object({ sequence: z.number(), hash: z.string() }), key_id: z.string() });

/** Two exports and a claim between them that the second confirms, a link that another read moves, and the pack of it all, by the program alone. */
export async function packed(environment: Readonly<Record<string, string>> = {}) {
  const one = await program({ CLARI_IDENTITY_DIRECTORIES: 'okta', ...environment }, afterAll);
  const ran = async (...args: readonly string[]) => {
    const run = await one.run(...args);
    expect(run.stderr).toBe('');
    expect(run.code).toBe(0);
    return run.stdout;
  };
  const okta = await one.file('okta.csv', OKTA);
  const users = await one.file('users.csv', USERS);
  await ran('import', okta, '--directory', 'okta', '--complete', '--as-of', hoursAgo(7));
  await ran('import', users, '--complete', '--as-of', hoursAgo(8));
  const { plan_id, steps } = z
    .looseObject({ plan_id: z.string(), steps: z.array(z.looseObject({ step_id: z.string(), action: z.string() })) })
    .parse(JSON.parse(await ran('plan', 'leo@acme.com', '--json')));
  const step_id = steps.find((one) => one.action === 'list_tokens_and_integrations')?.step_id ?? '';
  const performed_at = hoursAgo(6);
  const stated = (tool: string, args: Readonly<Record<string, unknown>>) => stateAtDesk(one.environment, tool, args);
  await stated('record_step', { plan_id, step_id, performed_by: 'Mara', performed_at });
  const work = { performed_by: '=HYPERLINK("x")', performed_at, ticket: 'IT-1' };
  await stated('record_manual_deactivation', { account: 'leo@acme.com', ...work });
  await stated('set_exemption', { account: 'una@acme.com', reason: 'shared login', until: '2999-01-01' });
  const later = await one.file('users-later.csv', USERS.replace('Manager,East,Active', 'Manager,East,Inactive'));
  await ran('import', later, '--complete', '--as-of', hoursAgo(2));
  const moved = await one.file('okta-moved.csv', MOVED);
  await ran('import', moved, '--directory', 'okta', '--complete', '--as-of', hoursAgo(1));
  const folder = join(one.home, 'pack');
  const { head, key_id } = exported.parse(JSON.parse(await ran('evidence', 'export', '--out', folder, '--json')));
  return { ...one, ran, folder, head, keyId: key_id };
}

export type Packed = Awaited<ReturnType<typeof packed>>;

/** A copy of the pack, for whoever wants to change it. */
export async function copyOf({ home, folder }: Packed): Promise<string> {
  const copy = await mkdtemp(join(home, 'copy-'));
  await rm(copy, { recursive: true });
  await cp(folder, copy, { recursive: true });
  return copy;
}

export async function edit(folder: string, name: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(join(folder, name), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(join(folder, name), after);
}

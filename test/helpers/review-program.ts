import { expect } from 'vitest';
import { z } from 'zod';
import { typing } from './at-terminal.ts';
import { hoursAgo, program, type Run } from './program.ts';
import { REVIEW_NOW, REVIEWED_ASSIGNED, REVIEWED_OKTA, REVIEWED_USERS } from './review-company.ts';

/** The built program looks at a real clock, so that every moment in the files is as far back as it is for the tests. */
export function asOfToday(files: string): string {
  const later = Date.now() - Date.parse(REVIEW_NOW);
  return files.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, (moment) => new Date(Date.parse(moment) + later).toISOString());
}

export const daysAhead = (days: number) => hoursAgo(-24 * days);

const opened = z.object({ review_id: z.string() });
const page = z.object({
  items: z.array(
    z.object({
      item_id: z.string(),
      email: z.string(),
      decision: z.string().optional(),
      decided: z.array(z.string()),
      standing: z.string(),
      plan_id: z.string().optional(),
      news: z.array(z.string()),
    }),
  ),
});

/** The company with managers in a data folder of its own, as a terminal imports it. */
export async function reviewProgram(
  env: Readonly<Record<string, string>> = {},
  whenDone?: (clean: () => Promise<void>) => void,
) {
  const cli = await program({ CLARI_IDENTITY_ACTOR: 'ann', CLARI_IDENTITY_DIRECTORIES: 'okta', ...env }, whenDone);
  const imported = async (name: string, content: string, ...args: readonly string[]) => {
    const run = await cli.run('import', await cli.file(name, asOfToday(content)), '--complete', ...args);
    expect(run).toMatchObject({ code: 0 });
  };
  await imported('users.csv', REVIEWED_USERS, '--as-of', hoursAgo(3));
  await imported('okta.csv', REVIEWED_OKTA, '--as-of', hoursAgo(2.5), '--directory', 'okta');
  const assigned = ['--kind', 'directory-assignments', '--directory', 'okta'];
  await imported('assigned.csv', REVIEWED_ASSIGNED, '--as-of', hoursAgo(2.5), ...assigned);
  const as = (actor: string) => ({ ...cli.environment, CLARI_IDENTITY_ACTOR: actor });
  const show = async (reviewId: string, ...args: readonly string[]) => {
    const run = await cli.run('access-review', 'show', reviewId, ...args, '--json');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    return page.parse(JSON.parse(run.stdout));
  };
  return {
    ...cli,
    imported,
    show,
    review: (...args: readonly string[]): Promise<Run> => cli.run('access-review', ...args),
    /** At a terminal, by a person of this name who types what is asked for. */
    types: (actor: string, ...args: readonly string[]) => typing(as(actor), 'access-review', ...args),
    /** Opened at a terminal, with whoever reviews what nobody else can. */
    async opened(...args: readonly string[]): Promise<string> {
      const { code, seen } = await typing(as('ann'), 'access-review', 'open', ...OPENING, ...args, '--json');
      expect({ code, seen }).toMatchObject({ code: 0 });
      return opened.parse(answered(seen)).review_id;
    },
    async item(reviewId: string, email: string) {
      const found = (await show(reviewId)).items.find((one) => one.email === email);
      if (found === undefined) throw new Error(`${email} is no item`);
      return found;
    },
  };
}

export const OPENING = [
  'Q4 2026',
  '--due',
  daysAhead(20),
  '--fallback',
  'fred@acme.com',
  '--second',
  'sec@acme.com',
  '--privileged',
  'admin',
] as const;

/** The JSON document that follows what a person was asked at a terminal. */
export function answered(seen: string): unknown {
  return JSON.parse(seen.slice(seen.search(/^\{\r?$/m)));
}

import { z } from 'zod';
import { type Run, runIn } from '../helpers/program.ts';
import type { World } from './world.ts';

const checks = z.object({
  checks: z.array(
    z.looseObject({ area: z.string(), name: z.string(), state: z.string(), remedy: z.string().nullish() }),
  ),
});

/** Runs a command over the store of the run, and looks at what it wrote for secrets. */
export async function command(
  { environment, secrets, journal }: World,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const run = await runIn({ ...environment, ...more })(...args);
  for (const secret of secrets)
    if (`${run.stdout}${run.stderr}`.includes(secret)) journal.violation(`the command ${args[0]} wrote a secret`);
  return run;
}

/** Everything that the doctor finds to have failed, as one line each. */
export async function failedChecks(world: World): Promise<readonly string[]> {
  const { stdout, stderr } = await command(world, ['doctor', '--judgements', '--json']);
  const answer = stdout.trim() === '' ? null : checks.parse(JSON.parse(stdout));
  if (answer === null) return [`the doctor said nothing: ${stderr.trim()}`];
  return answer.checks
    .filter(({ state }) => state === 'failed')
    .map(({ area, name, remedy }) => `${area}: ${name}: ${remedy ?? ''}`);
}

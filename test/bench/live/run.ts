import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { graphOfMany } from './graph-of-many.ts';
import { salesloftOfMany } from './salesloft-of-many.ts';
import { mb, syncProcess } from './sync-process.ts';

const { values } = parseArgs({ options: { source: { type: 'string' } } });

/** Two syncs into one store: the first, and one after so many users changed. */
async function twice(users: number, each: (home: string, name: string) => Promise<string>): Promise<readonly string[]> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-bench-'));
  try {
    const lines = [await each(home, 'first'), await each(home, `second (${users / 400} changed)`)];
    process.stderr.write(`${lines.join('\n')}\n`);
    return lines;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function storeMb(home: string): Promise<number> {
  return (await stat(join(home, 'store.sqlite'))).size / 1e6;
}

async function entra(users: number): Promise<readonly string[]> {
  const server = await graphOfMany(users);
  try {
    return await twice(users, async (home, name) => {
      server.change(name === 'first' ? 0 : users / 400);
      const { seconds, peakMb, answer } = await syncProcess('entra', home, {
        GRAPH_BASE_URL: server.origin,
        GRAPH_ACCESS_TOKEN: 'bench',
      });
      const calls = server.take();
      const total = Object.values(calls).reduce((sum, one) => sum + one, 0);
      const assigned = Object.entries(calls).filter(([path]) => path.endsWith('/appRoleAssignedTo'));
      const mode = /"kind": ?"directory",(?:[^}]*?)"mode": ?"(\w+)"/s.exec(answer)?.[1] ?? '?';
      return `| ${users} | ${name} | ${mode} | ${calls['/users'] ?? 0} | ${assigned[0]?.[1] ?? 0} | ${total} | ${seconds.toFixed(1)} s | ${mb(peakMb)} | ${mb(await storeMb(home))} |`;
    });
  } finally {
    await server.close();
  }
}

async function salesloft(users: number): Promise<readonly string[]> {
  const server = await salesloftOfMany(users);
  try {
    return await twice(users, async (home, name) => {
      server.change(name === 'first' ? 0 : users / 400);
      const { seconds, peakMb, answer } = await syncProcess('salesloft', home, {
        CLARI_IDENTITY_APPS: 'clari,copilot,salesloft',
        SALESLOFT_API_URL: `${server.origin}/v2`,
        SALESLOFT_API_TOKEN: 'bench',
      });
      const { calls, units } = server.take();
      const total = Object.values(calls).reduce((sum, one) => sum + one, 0);
      const completeness = /"completeness": ?"(\w+)"/.exec(answer)?.[1] ?? '?';
      return `| ${users} | ${name} | ${completeness} | ${calls['/v2/users'] ?? 0} | ${total} | ${units} | ${seconds.toFixed(1)} s | ${mb(peakMb)} | ${mb(await storeMb(home))} |`;
    });
  } finally {
    await server.close();
  }
}

const isAsked = (source: string) => values.source === undefined || values.source === source;
const rowsOfEntra = isAsked('entra') ? [...(await entra(20_000)), ...(await entra(200_000))] : [];
const rowsOfSalesloft = isAsked('salesloft') ? await salesloft(20_000) : [];
const [cpu] = cpus();
process.stdout.write(
  [
    `From servers on the same machine. Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`,
    '',
    'Entra ID through the Graph client',
    '',
    '| users | sync | directory | calls of /users | of appRoleAssignedTo | all calls | time | peak RSS | store |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rowsOfEntra,
    '',
    'Salesloft, whose limit is counted here and not waited for',
    '',
    '| users | sync | list | calls of /users | all calls | units of the limit | time | peak RSS | store |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rowsOfSalesloft,
    '',
  ].join('\n'),
);

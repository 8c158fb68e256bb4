import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Deps } from '../../src/app/deps.ts';
import { type LiveSettings, NO_LIVE_SETTINGS } from '../../src/model/live.ts';
import type { Settings } from '../../src/model/settings.ts';
import type { Instant } from '../../src/model/time.ts';
import type { Tuning } from '../../src/sources/live/tuning.ts';
import { type Answer, connect, type TestClient } from './connect.ts';
import { testWorld, type World } from './deps.ts';
import { testTuning } from './tuning.ts';

const listed = z.object({
  accounts: z.array(
    z.looseObject({ email: z.string().nullable(), finding: z.string(), reason: z.string(), confidence: z.number() }),
  ),
});

export interface LiveWorld {
  readonly world: World;
  readonly client: TestClient;
  /** Everything that was answered so far, errors and log included, for what must not be in it. */
  said(): string;
  sync(directory: string, args?: Record<string, unknown>): Promise<Answer>;
  /** `finding reason` of every account, by its e-mail. */
  findings(app?: string): Promise<Readonly<Record<string, string>>>;
  detail(email: string, app?: string): Promise<Readonly<Record<string, unknown>>>;
}

/** A real store and a real client, with live sources at the servers of a test. */
export async function liveWorld(
  now: Instant,
  live: Partial<LiveSettings>,
  settings: Partial<Settings> = {},
  tuning: Partial<Tuning> = {},
): Promise<LiveWorld> {
  const world = await testWorld(now, settings);
  const deps: Deps = {
    ...world,
    live: { settings: { ...NO_LIVE_SETTINGS, ...live }, tuning: testTuning(tuning) },
  };
  const client = await connect(deps);
  const answers: Answer[] = [];
  const call = async (name: string, args: Record<string, unknown> = {}): Promise<Answer> => {
    const answer = await client.call(name, args);
    answers.push(answer);
    return answer;
  };
  const accounts = async (args: Record<string, unknown>) => {
    const { structured } = await call('find_orphaned_accounts', { limit: 200, ...args });
    return listed.parse(structured).accounts;
  };
  return {
    world,
    client,
    said: () => JSON.stringify([answers, client.logged]),
    sync: (directory, args = {}) => call('sync_directory', { directory, ...args }),
    async findings(app = 'clari') {
      const all = await accounts({ findings: ALL_FINDINGS, app });
      return Object.fromEntries(all.map((one) => [one.email ?? '', `${one.finding} ${one.reason}`]));
    },
    async detail(email, app = 'clari') {
      const [found] = await accounts({ findings: ALL_FINDINGS, query: email, app, response_format: 'detailed' });
      if (found === undefined) throw new Error(`${email} is no account`);
      return found;
    },
  };
}

const ALL_FINDINGS = [
  'contradicted',
  'reappeared',
  'exempt',
  'awaiting_verification',
  'leaver_active',
  'duplicate_account',
  'unassigned_active',
  'orphaned',
  'needs_review',
  'inconclusive',
  'ok',
  'inactive',
];

/** Every byte of every file in a folder, for what must not be there. */
export async function everythingIn(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return (await Promise.all(files.map((path) => readFile(path, 'latin1')))).join('\n');
}

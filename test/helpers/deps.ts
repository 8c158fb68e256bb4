import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Deps } from '../../src/app/deps.ts';
import { importFile } from '../../src/app/imports/import-file.ts';
import type { ImportResult } from '../../src/app/imports/import-result.ts';
import { ROLES } from '../../src/model/actor.ts';
import { NO_LIVE_SETTINGS } from '../../src/model/live.ts';
import type { Settings } from '../../src/model/settings.ts';
import { DAY_MS, type Instant } from '../../src/model/time.ts';
import { textInput } from '../../src/sources/file/input.ts';
import type { FileStatement } from '../../src/sources/source.ts';
import { openStore } from '../../src/store/open.ts';
import { DEFAULT_PROFILES } from './profiles.ts';
import { testTuning } from './tuning.ts';

/** A company with the defaults of every setting. */
export const SETTINGS: Settings = {
  staleAfterMs: 7 * DAY_MS,
  slaMs: DAY_MS,
  verifyWithinMs: 14 * DAY_MS,
  directories: ['okta'],
  domainAliases: [],
  profiles: DEFAULT_PROFILES,
  separationOfDuties: false,
  minAttestation: 'client_form',
  seatPrice: null,
};

export interface World extends Deps {
  /** Moves the clock; everything after it happens then. */
  at(now: Instant): void;
  load(name: string, content: string, statement: Partial<FileStatement> & { asOf: Instant }): Promise<ImportResult>;
}

/** A real store in a folder of its own, a clock that the test moves, and the real import path. */
export async function testWorld(now: Instant, settings: Partial<Settings> = {}, databaseUrl?: string): Promise<World> {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-test-'));
  const store = await openStore({
    url: databaseUrl ?? `sqlite:${join(home, 'store.sqlite')}`,
  });
  onTestFinished(async () => {
    await store.close();
    await rm(home, { recursive: true, force: true });
  });
  let clock = now;
  const deps: Deps = {
    store,
    settings: { ...SETTINGS, ...settings },
    clock: () => clock,
    actor: { name: 'tester', authenticated: false, via: 'terminal' },
    roles: ROLES,
    importDirs: [],
    live: { settings: NO_LIVE_SETTINGS, tuning: testTuning() },
    home,
  };
  return {
    ...deps,
    at: (next) => {
      clock = next;
    },
    load: (name, content, statement) =>
      importFile(
        deps,
        textInput(name, content),
        {
          kind: null,
          directory: null,
          completeness: null,
          filter: null,
          mapping: {},
          ...statement,
        },
        { acceptDrop: false, dryRun: false },
      ),
  };
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desk } from './actors.ts';
import { wordsOf } from './answer.ts';
import { BOSS, type Company, company } from './company.ts';
import { type StorePlace, storePlace } from './database.ts';
import { type Directories, directories } from './directories.ts';
import { type Disk, diskAt } from './disk.ts';
import { type Fleet, fleet } from './fleet.ts';
import { type Journal, journal } from './journal.ts';
import { type Listener, listenerTo } from './listener.ts';
import type { Database } from './options.ts';

const TOKEN = 'http-token-9d41e7-which-is-long-enough-to-be-taken';

/** Servers on one store, the outside that they read, and everything that can be done to them. */
export interface World {
  /** Of the run; the disk with the data is in it. */
  readonly folder: string;
  /** The disk that can become full: `data` and the temporary files of the programs are there. */
  readonly diskFolder: string;
  readonly temporary: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly place: StorePlace;
  readonly disk: Disk;
  readonly company: Company;
  readonly directories: Directories;
  readonly fleet: Fleet;
  readonly journal: Journal;
  readonly listener: Listener;
  readonly desk: Desk;
  readonly secrets: readonly string[];
  remove(): Promise<void>;
}

export async function world(database: Database, report: (line: string) => void): Promise<World> {
  const cleaning: (() => Promise<void>)[] = [];
  const whenDone = (clean: () => Promise<void>) => void cleaning.push(clean);
  const remove = async () => {
    for (const clean of cleaning.splice(0).toReversed())
      await clean().catch((error: unknown) => report(`not cleaned up: ${wordsOf(error)}`));
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'clari-identity-soak-'));
    whenDone(() => rm(folder, { recursive: true, force: true }));
    const diskFolder = join(folder, 'disk');
    const disk = await diskAt(diskFolder);
    whenDone(async () => disk.remove());
    const temporary = join(diskFolder, 'tmp');
    await mkdir(temporary);
    const place = await storePlace(database, diskFolder, whenDone);
    const people = company();
    const outside = await directories(people, whenDone);
    const kept = journal(report);
    const secrets = [TOKEN, ...outside.secrets, ...place.secrets];
    const environment = {
      PATH: process.env['PATH'] ?? '',
      TMPDIR: temporary,
      CLARI_IDENTITY_HOME: join(diskFolder, 'data'),
      CLARI_IDENTITY_DATABASE_URL: place.url,
      CLARI_IDENTITY_DIRECTORIES: 'okta,entra,hr',
      CLARI_IDENTITY_ACTOR: BOSS,
      CLARI_IDENTITY_BROWSER: 'none',
      ...outside.environment,
    };
    const listener = listenerTo(kept, secrets);
    const servers = await fleet({ folder, environment, token: TOKEN, journal: kept, listener });
    whenDone(() => servers.stop());
    let count = 0;
    return {
      folder,
      diskFolder,
      temporary,
      environment,
      place,
      disk,
      company: people,
      directories: outside,
      fleet: servers,
      journal: kept,
      listener,
      secrets,
      remove,
      desk: {
        company: people,
        journal: kept,
        plans: [],
        reviews: [],
        next: () => {
          count += 1;
          return count;
        },
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

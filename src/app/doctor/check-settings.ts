import { access, constants, stat } from 'node:fs/promises';
import type { Settings } from '../../model/settings.ts';
import { aroundData } from '../imports/allowed-file.ts';
import type { DoctorCheck } from './check.ts';

interface Grounds {
  readonly home: string;
  readonly settings: Settings;
  readonly importDirs: readonly string[];
}

/** Which settings are in force, and what the ones that are not set cost. */
export async function checkSettings({ home, settings, importDirs }: Grounds): Promise<readonly DoctorCheck[]> {
  const { directories, seatPrice } = settings;
  return [
    await checkHome(home),
    {
      area: 'configuration',
      name: 'CLARI_IDENTITY_DIRECTORIES',
      state: directories === null ? 'not_configured' : 'works',
      buys: 'Knowing which directories govern Clari.',
      costs: 'That nobody owns an account, where its e-mail domain is in no directory that was read.',
      remedy: directories === null ? 'Set it to the directories that govern Clari, such as okta,entra.' : null,
    },
    ...(await Promise.all(importDirs.map((folder) => checkFolder(folder, home)))),
    {
      area: 'configuration',
      name: 'CLARI_IDENTITY_SEAT_PRICE',
      state: seatPrice === null ? 'not_configured' : 'works',
      buys: 'What open accounts of people who left cost.',
      costs: 'Nothing but that figure: no price is invented.',
      remedy: null,
    },
  ];
}

async function checkHome(home: string): Promise<DoctorCheck> {
  const check = { area: 'configuration', name: 'data folder', buys: 'Keeping what was read, and keys.' };
  const costs = 'Everything: nothing can be kept.';
  try {
    const { mode } = await stat(home);
    await access(home, constants.W_OK);
    const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
    return open
      ? {
          ...check,
          state: 'failed',
          costs: 'That nobody else on this machine reads or changes it.',
          remedy: 'Make it yours alone: chmod 700 on the data folder.',
        }
      : { ...check, state: 'works', costs, remedy: null };
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return absent
      ? { ...check, state: 'not_tried', costs, remedy: 'It is made at the first import or sync.' }
      : {
          ...check,
          state: 'failed',
          costs,
          remedy: 'Make the data folder writable, or set CLARI_IDENTITY_HOME to one that is.',
        };
  }
}

async function checkFolder(folder: string, home: string): Promise<DoctorCheck> {
  const check = {
    area: 'configuration',
    name: 'CLARI_IDENTITY_IMPORT_DIR',
    buys: 'The import tool may read files there.',
    costs: 'Imports by path through the tool.',
  };
  try {
    await access(folder, constants.R_OK);
    const warning = await aroundData(folder, home);
    if (warning !== null) return { ...check, state: 'failed', remedy: warning };
    return { ...check, state: 'works', remedy: null };
  } catch {
    return { ...check, state: 'failed', remedy: 'One of its folders is not there or not readable: correct it.' };
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Deps } from '../../src/app/deps.ts';
import { runProgram } from '../../src/cli/program.ts';
import { readConfig } from '../../src/config.ts';
import type { Settings } from '../../src/model/settings.ts';
import { tools } from '../../tools/index.ts';
import { testWorld, type World } from '../helpers/deps.ts';

export const NOW = '2026-11-20T12:00:00.000Z';
const USERS_AT = '2026-11-20T09:00:00.000Z';
const ENTRA_AT = '2026-11-20T09:30:00.000Z';

/** An object id as Entra gives it. */
const oid = (digit: number) => `0000000${digit}-1111-4222-8333-444444444444`;

const HEADER = 'Clari User ID,Name,Email,Role,Team,Status,Last Login';
export const ACCOUNTS = [
  HEADER,
  '1001,Ana Active,ana@acme.com,Sales Rep,East,Active,2026-11-18T09:00:00Z',
  '1002,Leo Left,leo@acme.com,Admin,East,Active,2026-11-15',
  '1003,"=HYPERLINK(""https://evil.example"",""x"")",sam@acme.com,"+Role, odd",East,Active,',
  '1004,<b>Bob & "Co"</b>,bob@acme.com,Sales Rep,<West>,Active,',
  '1005,Nobody Known,ghost@acme.com,Sales Rep,West,Active,',
  '1006,Ina Inactive,ina@acme.com,Sales Rep,West,Inactive,',
  '1007,Twin One,twin@acme.com,Sales Rep,West,Active,',
  '1008,Twin Two,twin@acme.com,Sales Rep,West,Inactive,',
  '1009,No Address,,Sales Rep,West,Active,',
  '=1+1,Odd Id,odd@acme.com,Sales Rep,West,Active,',
].join('\n');

const ENTRA = [
  'id,displayName,givenName,surname,mail,userPrincipalName,accountEnabled,userType,employeeId',
  `${oid(1)},Ana Active,Ana,Active,ana@acme.com,ana@acme.com,true,Member,E1`,
  `${oid(2)},Leo Left,Leo,Left,leo@acme.com,leo@acme.com,false,Member,E2`,
  `${oid(3)},Sam Odd,Sam,Odd,sam@acme.com,sam@acme.com,true,Member,E3`,
  `no-object-id,Bob Co,Bob,Co,bob@acme.com,bob@acme.com,true,Member,E4`,
  `${oid(6)},Ina Inactive,Ina,Inactive,ina@acme.com,ina@acme.com,false,Member,E6`,
].join('\n');

interface Made {
  readonly users?: string;
  readonly completeness?: 'complete' | 'partial' | null;
  readonly settings?: Partial<Settings>;
}

/** A small company on Entra ID whose users list has what a format has to bear. */
export async function company({ users = ACCOUNTS, completeness = 'complete', settings }: Made = {}): Promise<World> {
  const world = await testWorld(NOW, { directories: ['entra'], ...settings });
  await world.load('users.csv', users, { asOf: USERS_AT, completeness, kind: 'clari-users' });
  await world.load('entra.csv', ENTRA, {
    asOf: ENTRA_AT,
    completeness: 'complete',
    directory: 'entra',
    kind: 'directory',
  });
  return world;
}

/** Commands on this store, `run` for `export`, and a folder for what they write. */
export async function exporting(
  deps: Deps,
  signal = new AbortController().signal,
  env: Readonly<Record<string, string>> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-export-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    folder,
    run: (...args: readonly string[]) => command('export', ...args),
    command,
  };

  async function command(...args: readonly string[]) {
    let [out, err] = ['', ''];
    const code = await runProgram(args, {
      version: '0.0.0',
      tools,
      config: () => readConfig({ CLARI_IDENTITY_HOME: deps.home, ...env }),
      open: async () => deps,
      serve: async () => undefined,
      showPage: async () => {
        throw new Error('this command shows the page');
      },
      machine: () => {
        throw new Error('this command asks nothing of the machine');
      },
      out: (text) => {
        out += `${text}\n`;
      },
      err: (text) => {
        err += `${text}\n`;
      },
      interactive: false,
      columns: null,
      signal,
    });
    return { code, out, err };
  }
}

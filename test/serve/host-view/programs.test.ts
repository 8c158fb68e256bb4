import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import { noBrowser } from '../../helpers/browser.ts';
import { ASSIGNED, OKTA, USERS } from '../../helpers/files.ts';
import { httpProgram } from '../../helpers/http-program.ts';
import { agree, button, expectQuiet, follow, handedToModel, link, opened } from '../../helpers/in-view.ts';
import { ledgerOf } from '../../helpers/ledger.ts';
import { hoursAgo, MAIN, program, runIn } from '../../helpers/program.ts';
import { hostClient } from '../../helpers/view-host/client.ts';
import { viewHost } from '../../helpers/view-host.ts';

type Environment = Readonly<Record<string, string>>;

async function filled(home: string, environment: Environment): Promise<void> {
  for (const [name, content, at, ...more] of [
    ['users.csv', USERS, 3],
    ['okta.csv', OKTA, 2.5, '--directory', 'okta'],
    ['assigned.csv', ASSIGNED, 2.5, '--kind', 'directory-assignments', '--directory', 'okta'],
  ] as const) {
    await writeFile(join(home, name), content);
    const ran = await runIn(environment)('import', join(home, name), '--complete', '--as-of', hoursAgo(at), ...more);
    expect(ran).toMatchObject({ code: 0 });
  }
}

const DIRECTORIES = { CLARI_IDENTITY_DIRECTORIES: 'okta' };

interface Served {
  readonly home: string;
  readonly client: Client;
}

const PROGRAMS: readonly (readonly [string, boolean, () => Promise<Served>])[] = [
  [
    'over its pipes',
    false,
    async () => {
      const { home, environment } = await program(DIRECTORIES);
      await filled(home, environment);
      const env = { ...environment };
      const transport = new StdioClientTransport({ command: process.execPath, args: [MAIN], env, stderr: 'ignore' });
      return { home, client: await hostClient(transport) };
    },
  ],
  [
    'over HTTP, in a host that frames views by another origin',
    true,
    async () => {
      const { home, environment, url } = await httpProgram([], DIRECTORIES);
      await filled(home, environment);
      return { home, client: await hostClient(new StreamableHTTPClientTransport(new URL(url))) };
    },
  ],
];

describe.skipIf(noBrowser !== null)('the built program', () => {
  test.each(PROGRAMS)('is decided with in a view %s', async (_how, hasProxy, serve) => {
    const { home, client } = await serve();
    const host = await viewHost(client, { hasProxy });
    const view = await opened(host, 'find_orphaned_accounts');
    await follow(view.frame, () => link(view.frame, 'ghost@acme.com').click(), 'ghost@acme.com');
    await view.frame
      .locator('form', { hasText: 'No rule decides it again' })
      .getByLabel('Reason')
      .fill('known to nobody');
    await button(view.frame, 'Nobody owns it').click();
    await view.frame.locator('input[name=phrase]').waitFor();
    expect(await agree(view)).toContain('view-host 1');
    await expect.poll(() => handedToModel(view)).toHaveLength(1);
    expectQuiet(host);
    const store = await openStore({ url: `sqlite:${join(home, 'data', 'store.sqlite')}` });
    try {
      expect((await ledgerOf({ store })).filter(({ kind }) => kind === 'link.decided')).toMatchObject([
        { payload: { attestation: { level: 'host_view', client: { name: 'view-host', version: '1' } } } },
      ]);
    } finally {
      await store.close();
    }
  });
});

import { join } from 'node:path';
import { type Deps, NO_LIVE } from '../app/deps.ts';
import { importFile } from '../app/imports/import-file.ts';
import type { ImportResult } from '../app/imports/import-result.ts';
import { profilesInUse } from '../app/lookups/app-profiles.ts';
import type { Asking } from '../app/statements/asking.ts';
import { recordDeactivation } from '../app/statements/record-deactivation.ts';
import { state } from '../app/statements/statement.ts';
import { readConfig } from '../config.ts';
import type { DemoFile } from '../demo/demo.ts';
import { type DemoOrganisation, demoOrganisation } from '../demo/organisation.ts';
import { ROLES } from '../model/actor.ts';
import { addMs, type Instant, MINUTE_MS } from '../model/time.ts';
import { bytesInput } from '../sources/file/input.ts';
import { openStore } from '../store/open.ts';

/** In the story, people typed their statements at a terminal. */
const AT_A_TERMINAL: Asking<unknown, unknown> = {
  attestation: { level: 'terminal_phrase', client: null },
  session: null,
  ask: async () => 'accepted',
};

export interface LoadedDemo {
  readonly organisation: DemoOrganisation;
  readonly imports: readonly ImportResult[];
  /** What an administrator of the sample company would set. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Imports five weeks of the sample company by the real import path, each file at its own time.
 *
 * @param afterFile What else happens right after the import of a file.
 */
export async function loadDemo(
  home: string,
  now: Instant = new Date().toISOString(),
  databaseUrl = `sqlite:${join(home, 'store.sqlite')}`,
  afterFile: (deps: Deps, organisation: DemoOrganisation, file: DemoFile) => Promise<void> = async () => undefined,
): Promise<LoadedDemo> {
  const organisation = demoOrganisation(now);
  const { settings } = organisation;
  const environment = {
    CLARI_IDENTITY_HOME: home,
    CLARI_IDENTITY_DATABASE_URL: databaseUrl,
    CLARI_IDENTITY_APPS: settings.apps.join(','),
    CLARI_IDENTITY_DIRECTORIES: settings.directories.join(','),
    CLARI_IDENTITY_DOMAIN_ALIASES: settings.domainAliases,
    CLARI_IDENTITY_SEAT_PRICE: String(settings.seatPrice.amount),
    CLARI_IDENTITY_SEAT_CURRENCY: settings.seatPrice.currency,
    CLARI_IDENTITY_ACTOR: 'demo',
  };
  const config = readConfig(environment);
  const store = await openStore({ url: config.databaseUrl });
  let at = now;
  const deps: Deps = {
    store,
    settings: { ...config.settings, profiles: await profilesInUse({ ...config, now }) },
    clock: () => at,
    actor: { name: 'demo', authenticated: false, via: 'terminal' },
    roles: ROLES,
    importDirs: [],
    live: NO_LIVE,
    home,
  };
  try {
    const imports: ImportResult[] = [];
    for (const file of organisation.files) {
      at = addMs(file.asOf, 10 * MINUTE_MS);
      imports.push(
        await importFile(
          deps,
          bytesInput(file.name, file.content),
          {
            kind: null,
            directory: file.directory,
            app: file.app,
            asOf: file.asOf,
            completeness: file.complete ? 'complete' : 'partial',
            filter: file.filter,
            mapping: {},
          },
          { acceptDrop: false, dryRun: false },
        ),
      );
      await afterFile(deps, organisation, file);
      for (const claim of organisation.claims.filter((one) => one.afterFile === file.name)) {
        at = claim.recordedAt;
        const request = {
          account: claim.accountEmail,
          app: 'clari',
          performedBy: claim.performedBy,
          performedAt: claim.performedAt,
          planId: null,
          ticket: claim.ticket,
          method: 'Clari admin settings',
          note: null,
          evidence: [],
          corrects: null,
          override: null,
        } as const;
        await state(deps, recordDeactivation, request, AT_A_TERMINAL);
      }
    }
    return { organisation, imports, environment };
  } finally {
    await store.close();
  }
}

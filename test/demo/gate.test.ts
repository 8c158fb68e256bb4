import { expect, test } from 'vitest';
import { importFile } from '../../src/app/imports/import-file.ts';
import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { demoOrganisation } from '../../src/demo/organisation.ts';
import { bytesInput } from '../../src/sources/file/input.ts';
import { testWorld } from '../helpers/deps.ts';

const NOW = '2026-11-24T02:24:18.000Z';

test('nothing of the sample company is held, and nothing in it looks odd', async () => {
  const world = await testWorld(NOW, { directories: null, profiles: SHIPPED_PROFILES });
  for (const { name, content, asOf, directory, app, filter } of demoOrganisation(NOW).files) {
    const { status, warnings } = await importFile(
      world,
      bytesInput(name, content),
      { kind: null, directory, app, asOf, completeness: 'complete', filter, mapping: {} },
      { acceptDrop: false, dryRun: false },
    );
    expect(status).toBe('imported');
    expect(
      warnings.filter(({ why }) => why.includes('accounts whose people') || why.includes('changed sides')),
    ).toEqual([]);
  }
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { OKTA_SCOPES } from '../../../src/sources/okta/connection.ts';

test('the README says of every scope what it buys, and every one of them only reads', async () => {
  const readme = await readFile('README.md', 'utf8');
  for (const scope of OKTA_SCOPES) {
    expect(readme).toContain(`| \`${scope}\` |`);
    expect(scope).toMatch(/\.read$/);
  }
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { OKTA_SCOPES } from '../../../src/sources/okta/connection.ts';

test('the page on Okta says of every scope what it is for, and every one of them only reads', async () => {
  const page = await readFile('docs/okta.md', 'utf8');
  for (const scope of OKTA_SCOPES) {
    expect(page).toContain(`| \`${scope}\` |`);
    expect(scope).toMatch(/\.read$/);
  }
});

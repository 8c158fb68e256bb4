import { expect, test } from 'vitest';
import { pageServer } from '../../helpers/page-server.ts';
import { webVisitor } from '../../helpers/web-visitor.ts';

test('somebody who is not known is sent to the issuer, and comes back signed in to where they wanted to go', async () => {
  const { issuer, origin, logged } = await pageServer();
  issuer.roles.set('olga', ['operator']);
  const olga = webVisitor();
  const shown = await olga.signIn(`${origin}/?q=1`, 'olga');
  expect(shown).toMatchObject({ status: 200, url: `${origin}/?q=1` });
  expect(shown.text).toContain('olga@acme.com (olga)');
  expect(shown.text).toContain('viewer, operator');
  expect(logged.join()).toContain('"signed in"');
});

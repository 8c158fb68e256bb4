import { expect, test } from 'vitest';
import { resources } from '../../src/resources/index.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { expectGenerated, expectGolden } from './generated.ts';

test('every resource definition is as the golden file says', async () => {
  const { client } = await connect(await testWorld('2026-11-20T12:00:00.000Z'));
  const listed = await client.listResources();
  await expectGolden('test/golden/resources.json', `${JSON.stringify(listed.resources, null, 2)}\n`);
});

test('the resource table is what the resources are', async () => {
  const rows = resources.map(({ uri, description }) => `| \`${uri}\` | ${description} |`);
  await expectGenerated('README.md', 'resources', ['| resource | what it says |', '|---|---|', ...rows].join('\n'));
});

test.each(resources.map((resource) => [resource.uri, resource] as const))(
  '%s keeps the conventions',
  (uri, resource) => {
    expect(uri).toBe(`clari://${resource.name}`);
    expect(resource.title.length).toBeLessThan(60);
    expect(resource.description.length).toBeLessThan(420);
  },
);

import { expect, test } from 'vitest';
import { prompts } from '../../src/prompts/index.ts';
import { resources, resourceTemplates } from '../../src/resources/index.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { expectGenerated, expectGolden } from './generated.ts';

test('every resource definition is as the golden file says', async () => {
  const { client } = await connect(await testWorld('2026-11-20T12:00:00.000Z'));
  const listed = await client.listResources();
  const { resourceTemplates: templates } = await client.listResourceTemplates();
  const all = { resources: listed.resources, templates };
  await expectGolden('test/golden/resources.json', `${JSON.stringify(all, null, 2)}\n`);
});

test('the resource table is what the resources are', async () => {
  const rows = [
    ...resources.map(({ uri, description }) => `| \`${uri}\` | ${description} |`),
    ...resourceTemplates.map(({ uriTemplate, description }) => `| \`${uriTemplate}\` | ${description} |`),
  ];
  await expectGenerated('docs/tools.md', 'resources', ['| resource | what it says |', '|---|---|', ...rows].join('\n'));
});

test.each(resources.map((resource) => [resource.uri, resource] as const))(
  '%s keeps the conventions',
  (uri, resource) => {
    expect(uri).toBe(`clari://${resource.name}`);
    expect(resource.title.length).toBeLessThan(60);
    expect(resource.description.length).toBeLessThan(420);
  },
);

test('every prompt definition is as the golden file says', async () => {
  const { client } = await connect(await testWorld('2026-11-20T12:00:00.000Z'));
  const listed = await client.listPrompts();
  await expectGolden('test/golden/prompts.json', `${JSON.stringify(listed.prompts, null, 2)}\n`);
});

test('the prompt table is what the prompts are', async () => {
  const rows = prompts.map((prompt) => {
    const taken = prompt.arguments.map(({ name, required }) => (required ? `\`${name}\`` : `\`${name}\` (optional)`));
    return `| \`${prompt.name}\` | ${prompt.description} | ${taken.join(', ')} |`;
  });
  await expectGenerated(
    'docs/tools.md',
    'prompts',
    ['| prompt | what it starts | arguments |', '|---|---|---|', ...rows].join('\n'),
  );
});

test.each([...resourceTemplates, ...prompts].map((one) => [one.name, one] as const))(
  '%s keeps the conventions too',
  (_name, one) => {
    expect(one.title.length).toBeLessThan(60);
    expect(one.description.length).toBeLessThan(420);
    if ('uriTemplate' in one) expect(one.uriTemplate).toContain(`{${one.variable}}`);
  },
);

import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { tools } from '../../tools/index.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW } from '../helpers/files.ts';

const object = z.record(z.string(), z.unknown());

async function listed() {
  const { client } = await connect(await testWorld(NOW));
  return new Map((await client.listTools()).tools.map((tool) => [tool.name, tool]));
}

/** The schema with every reference replaced by what it refers to. */
function expanded(part: unknown, defs: z.output<typeof object>): unknown {
  if (Array.isArray(part)) return part.map((one) => expanded(one, defs));
  const schema = object.safeParse(part);
  if (!schema.success) return part;
  const { $ref, $defs: _defs, ...rest } = schema.data;
  if (typeof $ref === 'string') return expanded(defs[$ref.replace('#/$defs/', '')], defs);
  return Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, expanded(one, defs)]));
}

/** The schema of an answer without what its listing leaves out. */
function answerSchema(schema: z.ZodObject): unknown {
  const { $schema: _dialect, ...whole } = z.toJSONSchema(schema, {
    io: 'output',
    override: ({ jsonSchema: one }) => {
      if (one.enum !== undefined) delete one.type;
      if (one.additionalProperties === false) delete one.additionalProperties;
      for (const left of ['propertyNames', 'required'] as const) delete one[left];
    },
  });
  return whole;
}

test.each(tools.map((tool) => [tool.name, tool] as const))(
  'the answer of %s is listed with every field, word and shape that it can have',
  async (name, { outputSchema }) => {
    const schema = (await listed()).get(name)?.outputSchema;
    expect(expanded(schema, object.parse(schema?.['$defs'] ?? {}))).toEqual(answerSchema(outputSchema));
  },
);

test('a part that a schema repeats is said once', async () => {
  const schema = JSON.stringify((await listed()).get('resolve_link')?.outputSchema);
  expect(schema.match(/"awaiting_verification"/g)).toHaveLength(1);
  expect(schema.match(/"\$ref":/g)).toHaveLength(2);
});

test.each([
  ['a listed word', 'before', 'ok', true],
  ['a word that is not listed', 'before', 'fine', false],
  ['a word that is not listed, in the other place', 'after', 'fine', false],
  ['something else than a word', 'after', 7, false],
])('a client holds an answer against a shared part: %s', async (_what, field, value, fits) => {
  const schema = (await listed()).get('resolve_link')?.outputSchema ?? {};
  const answer = { effect: [{ account_id: '1', before: 'ok', after: 'ok', [field]: value }] };
  expect(new AjvJsonSchemaValidator().getValidator(schema)(answer).valid).toBe(fits);
});

test('what a caller meets of the bounds of an argument is listed', async () => {
  const properties = object.parse((await listed()).get('record_manual_deactivation')?.inputSchema.properties);
  expect(properties['note']).toMatchObject({ type: 'string', maxLength: 2_000 });
  expect(properties['plan_id']).toEqual({ type: 'string' });
});

import * as z from 'zod';
import type { Tool } from '../../tool.ts';
import { FOR_VIEWS_ALONE, viewMeta } from '../host-view/offered-views.ts';
import { type Schema, withSharedParts } from './shared-parts.ts';

/** Kept, because a server without sessions is made anew for each request. */
const definitions = new WeakMap<Tool, Definition>();

/** What only views call, of a client that shows them. */
export function definitionForViews(tool: Tool) {
  return { ...definitionOf(tool), _meta: { ...FOR_VIEWS_ALONE } };
}

/**
 * A tool as it is listed, without what an SDK adds to each: a dialect for every schema, and that tasks are not supported.
 * Hosts send the list to a model with every question.
 */
export function definitionOf(tool: Tool): Definition {
  const known = definitions.get(tool);
  if (known !== undefined) return known;
  const definition = define(tool);
  definitions.set(tool, definition);
  return definition;
}

function define({ name, title, description, annotations, view, inputSchema, outputSchema }: Tool) {
  return {
    name,
    title,
    description,
    inputSchema: objectSchema.parse(bareSchema(inputSchema, 'input')),
    outputSchema: objectSchema.parse(withSharedParts(bareSchema(outputSchema, 'output'))),
    annotations: { ...annotations },
    ...(view === undefined ? {} : { _meta: { ...viewMeta(view) } }),
  };
}

type Definition = ReturnType<typeof define>;

const objectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.record(z.string(), z.json())).default({}),
});

function bareSchema(schema: z.ZodObject, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => (io === 'input' ? lightenInput : lightenOutput)(jsonSchema),
  });
  return rest;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** No id, address, name or time comes near a bound as short as this, so a caller need not know it. */
const NEVER_MET = 400;

/** Leaves out bounds of texts that only a hostile call meets. The tool checks them all the same. */
function lightenInput(schema: JsonSchema): void {
  delete schema.minLength;
  delete schema.propertyNames;
  if (schema.maxLength !== undefined && schema.maxLength <= NEVER_MET) delete schema.maxLength;
}

/**
 * Leaves out what follows from the rest: that a listed word is a text, that names are texts, that nothing is added to
 * what is listed. Which fields are always there is not said either: a reader that takes each for optional is right.
 */
function lightenOutput(schema: JsonSchema): void {
  if (schema.enum !== undefined) delete schema.type;
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  delete schema.propertyNames;
  delete schema.required;
}

import * as z from 'zod';
import type { OfferedTool, Tool } from '../../tool.ts';
import { FOR_VIEWS_ALONE, viewMeta } from '../host-view/offered-views.ts';
import { builtTool, type Definition } from './built-tools.ts';
import { type Schema, withSharedParts } from './shared-parts.ts';

/** What only views call, of a client that shows them. */
export function listedForViews(tool: OfferedTool) {
  return { ...definitionOf(tool), _meta: { ...FOR_VIEWS_ALONE } };
}

export function listed(tool: OfferedTool) {
  const { view } = tool;
  return { ...definitionOf(tool), ...(view === undefined ? {} : { _meta: { ...viewMeta(view) } }) };
}

const made = new WeakMap<OfferedTool, Definition>();

function definitionOf(tool: OfferedTool): Definition {
  const known = builtTool(tool.name)?.definition ?? made.get(tool);
  if (known !== undefined) return known;
  if (!isWhole(tool)) throw new Error(`the build did not describe ${tool.name}`);
  const definition = define(tool);
  made.set(tool, definition);
  return definition;
}

function isWhole(tool: OfferedTool): tool is Tool {
  return 'inputSchema' in tool;
}

const objectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.record(z.string(), z.json())).default({}),
});

/**
 * Says of a tool what hosts send to a model with every question, without what an SDK adds to each: a dialect for every
 * schema, and that tasks are not supported.
 */
export function define({ name, title, description, annotations, inputSchema, outputSchema }: Tool): Definition {
  return {
    name,
    title,
    description,
    inputSchema: objectSchema.parse(bareSchema(inputSchema, 'input')),
    outputSchema: objectSchema.parse(withSharedParts(bareSchema(outputSchema, 'output'))),
    annotations: { ...annotations },
  };
}

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

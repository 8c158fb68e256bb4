import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';

/**
 * One for all servers, and nothing until a form is answered: an Ajv of its own is most of what a server costs to make,
 * and one that is shared keeps every schema that it ever saw.
 */
export const validatorWhenNeeded: jsonSchemaValidator = {
  getValidator: (schema) => new AjvJsonSchemaValidator().getValidator(schema),
};

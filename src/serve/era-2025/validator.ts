import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';

/**
 * One validator for all servers, loaded when a form is answered. An Ajv for each server would be most of its cost, and
 * a shared one would keep every schema that it ever saw.
 */
export const validatorWhenNeeded: jsonSchemaValidator = {
  getValidator: (schema) => new AjvJsonSchemaValidator().getValidator(schema),
};

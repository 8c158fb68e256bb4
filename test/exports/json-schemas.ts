const text = { type: 'string', minLength: 1 };

/** JSON Graph Format 2, one graph: nodes by id, edges that name them. */
export const JSON_GRAPH = {
  type: 'object',
  additionalProperties: false,
  required: ['graph'],
  properties: {
    graph: {
      type: 'object',
      additionalProperties: false,
      required: ['nodes', 'edges'],
      properties: {
        id: text,
        label: text,
        directed: { type: 'boolean' },
        type: text,
        metadata: { type: 'object' },
        nodes: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            additionalProperties: false,
            properties: { label: text, metadata: { type: 'object' } },
          },
        },
        edges: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['source', 'target'],
            properties: {
              id: text,
              source: text,
              target: text,
              relation: text,
              directed: { type: 'boolean' },
              label: text,
              metadata: { type: 'object' },
            },
          },
        },
      },
    },
  },
} as const;

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** RFC 7644, 3.4.2 and RFC 7643, 4.1 and 4.3: as far as we write them. */
export const SCIM_LIST = {
  type: 'object',
  additionalProperties: false,
  required: ['schemas', 'totalResults', 'Resources'],
  properties: {
    schemas: { const: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'] },
    totalResults: { type: 'integer' },
    startIndex: { const: 1 },
    itemsPerPage: { type: 'integer' },
    Resources: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['schemas', 'id', 'userName', 'active'],
        properties: {
          schemas: { type: 'array', items: text },
          id: text,
          userName: text,
          displayName: text,
          active: { type: 'boolean' },
          name: {
            type: 'object',
            additionalProperties: false,
            properties: { formatted: text, givenName: text, familyName: text },
          },
          emails: {
            type: 'array',
            items: {
              type: 'object',
              required: ['value'],
              properties: { value: { type: 'string', format: 'email' }, type: text, primary: { type: 'boolean' } },
            },
          },
          roles: { type: 'array', items: { type: 'object', required: ['value'] } },
          [ENTERPRISE]: { type: 'object', properties: { employeeNumber: text } },
          meta: { type: 'object', properties: { resourceType: { const: 'User' } } },
        },
      },
    },
  },
} as const;

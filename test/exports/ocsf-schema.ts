/**
 * The attributes of OCSF classes that we write, with their types and which are required: facts of ocsf/ocsf-schema at
 * a5cfc68e, in JSON Schema. Nothing else may stand in an event.
 */
const text = { type: 'string', minLength: 1 };
const closed = { type: 'object', additionalProperties: false } as const;
const event = {
  activity_id: { type: 'integer' },
  category_uid: { type: 'integer' },
  class_uid: { type: 'integer' },
  type_uid: { type: 'integer' },
  severity_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
  time: { type: 'integer', minimum: 1_000_000_000_000 },
  status_id: { enum: [0, 1, 2, 99] },
  message: text,
  unmapped: { type: 'object' },
  metadata: {
    ...closed,
    required: ['product', 'version'],
    properties: {
      version: { const: '1.8.0' },
      product: { ...closed, properties: { name: text, vendor_name: text, version: text }, required: ['name'] },
    },
  },
};
const required = ['activity_id', 'category_uid', 'class_uid', 'type_uid', 'severity_id', 'time', 'metadata'];
const user = {
  ...closed,
  required: ['uid', 'type_id'],
  properties: { uid: text, name: text, email_addr: text, full_name: text, type_id: { enum: [0, 1, 2, 3, 4, 99] } },
};

export const OCSF_SCHEMAS = {
  5003: {
    ...closed,
    required: [...required, 'user'],
    properties: { ...event, category_uid: { const: 5 }, activity_id: { enum: [1, 2] }, user },
  },
  3001: {
    ...closed,
    required: [...required, 'user'],
    properties: { ...event, category_uid: { const: 3 }, activity_id: { const: 5 }, user },
  },
  2003: {
    ...closed,
    required: [...required, 'finding_info', 'compliance'],
    properties: {
      ...event,
      category_uid: { const: 2 },
      activity_id: { enum: [1, 2, 3] },
      finding_info: {
        ...closed,
        required: ['uid'],
        properties: { uid: text, title: text, types: { type: 'array', items: text } },
      },
      compliance: {
        ...closed,
        properties: {
          control: text,
          status: text,
          status_id: { enum: [0, 1, 2, 3, 99] },
          status_details: { type: 'array', items: text },
        },
      },
      resources: {
        type: 'array',
        items: { ...closed, required: ['uid'], properties: { uid: text, name: text, type: text } },
      },
    },
  },
} as const;

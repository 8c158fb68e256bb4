import * as z from 'zod';
import { APP_ID, SHIPPED_APPS } from '../model/app-profile.ts';
import { ALL_APPS } from '../model/apps-in-use.ts';
import { LIVE_NAMES } from '../model/live.ts';

/** What no text of a profile may have, because plans and answers show it as it stands. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}<`[\]]|&(?=#|\w+;)|:\/\/|\bwww\./u;
/** Letters, digits and the signs that headers and states have; no sign that a pattern would need. */
const PLAIN = /^(?!\/.*\/$)[\p{L}\p{M}\p{N} _.,:;#%&'()@/-]+$/u;
const STEP_ID = /^[a-z][a-z0-9_]{0,39}$/;
const CAPABILITY_ID = /^[a-z]+\.[a-z0-9_]{1,60}$/;

function shown(max: number) {
  const message = `must be a text of 1 to ${max} characters on one line, without markup, addresses or invisible characters`;
  return z
    .string(message)
    .max(max, message)
    .refine((text) => text.trim() !== '' && !UNSHOWN.test(text), message);
}

function plain(what: string) {
  const message = `must be ${what} as plain text, as it stands in the list: no pattern, and no signs such as * ? + | [ ] { } ^ $ \\, which are not compared anyway`;
  return z
    .string({
      error: ({ input }) =>
        Array.isArray(input)
          ? 'has several headers for one field: keep the one that your list has'
          : `must be ${what} as plain text`,
    })
    .max(80, message)
    .refine((text) => PLAIN.test(text) && /[\p{L}\p{N}]/u.test(text), message);
}

/** A strict object whose faults name the keys that it takes. */
function record<T extends z.ZodRawShape>(shape: T) {
  const keys = Object.keys(shape)
    .map((key) => `"${key}"`)
    .join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `has an entry other than ${keys}` : `must be an object with ${keys}`,
  });
}

const lines = z.array(shown(500), 'must be a list of texts').max(30, 'has more than 30 lines').default([]);
const stateWords = z
  .array(plain('a word of a status'), 'must be a list of words')
  .max(50, 'has more than 50 words')
  .default([]);

const steps = z
  .array(
    record({
      id: z
        .string('must be a text')
        .regex(STEP_ID, 'must be a name of lower-case letters, digits and _, such as list_tokens'),
      title: shown(120),
      instructions: z.array(shown(500), 'must be a list of texts').min(1, 'is empty').max(20, 'has more than 20 lines'),
      proof: shown(300),
      after: z.array(z.string('must be the id of a step'), 'must be a list of ids of steps').max(30).default([]),
    }),
    'must be a list of steps',
  )
  .max(30, 'has more than 30 steps')
  .default([]);

const capability = record({
  id: z.string('must be a text').regex(CAPABILITY_ID, 'must be a topic and a name, such as provisioning.scim'),
  statement: shown(200),
  value: z.union(
    [z.boolean(), z.number(), shown(300), z.array(shown(200)).min(1).max(50)],
    'must be true, false, a number, a text, or a list of texts',
  ),
  source: record({
    title: shown(300),
    url: z
      .url({ protocol: /^https$/, error: 'must be an https address' })
      .max(500)
      .optional(),
  }),
  date: z.iso.date('must be a day such as 2026-11-20'),
  date_basis: z.enum(['source', 'read'], 'must be source or read').default('source'),
  confidence: z.enum(
    ['first-party', 'first-party-relayed', 'third-party', 'assumption'],
    'must be first-party, first-party-relayed, third-party or assumption',
  ),
  note: shown(1000).optional(),
  conflict: shown(1000).optional(),
  impact: shown(1000).optional(),
});

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const assignedThrough = record({
  okta: z
    .string('must be a text')
    .regex(/^[A-Za-z0-9]{1,64}$/, 'must be the id of an Okta application, such as 0oa1b2c3d4e5F6g7H8i9')
    .nullable()
    .default(null),
  entra: z
    .string('must be a text')
    .regex(OBJECT_ID, 'must be the object id of an enterprise application in Entra ID')
    .transform((id) => id.toLowerCase())
    .nullable()
    .default(null),
}).refine(({ okta, entra }) => okta !== null || entra !== null, 'names neither "okta" nor "entra"');

/** All that a file may say of an application that comes with the program. */
export const PLACEMENT_FILE = record({
  id: z.enum(SHIPPED_APPS, 'must be the id of an application that comes with the program'),
  assigned_through: assignedThrough,
});

/** A profile as a file has it: what is left out is not known. */
export const PROFILE_FILE = record({
  id: z
    .string('must be a text')
    .regex(APP_ID, 'must be 1 to 40 lower-case letters, digits and hyphens')
    .refine((id) => id !== ALL_APPS, 'is the word for all applications: choose another'),
  name: shown(80),
  user_administration: shown(300).nullable().default(null),
  users_list: record({
    headers: z.record(z.string(), plain('a header'), 'must be an object of fields and headers').default({}),
    statuses: record({ active: stateWords, inactive: stateWords }).prefault({}),
    populations: z
      .array(plain('the name of a population'), 'must be a list of names')
      .max(10, 'has more than 10 names')
      .refine((names) => names.length !== 1, 'has one name: a list that has one population needs none')
      .default([]),
  }).prefault({}),
  privileged_roles: z.array(shown(80), 'must be a list of roles').max(50, 'has more than 50 roles').default([]),
  succession: record({ role: shown(80), only_by: shown(80) })
    .nullable()
    .default(null),
  deactivation: record({
    by: shown(120).optional(),
    how: lines,
    breaks: lines,
    before: steps,
    after: steps,
    ask_scim_first: z.boolean('must be true or false').default(false),
  }).prefault({}),
  live: z
    .enum(LIVE_NAMES, `must be null or one of the live sources ${LIVE_NAMES.join(', ')}`)
    .nullable()
    .default(null),
  assigned_through: assignedThrough.nullable().default(null),
  capabilities: z.array(capability, 'must be a list').max(200, 'has more than 200 entries').default([]),
  not_known: z.array(shown(500), 'must be a list of texts').max(100, 'has more than 100 lines').default([]),
});

export type ProfileFile = z.output<typeof PROFILE_FILE>;

import { accountsBearing, identitiesBearing, type Named } from '../../evaluation/index.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { Instant } from '../../model/time.ts';
import { nameKeys, parseName } from '../../reconcile/normalise/names.ts';
import type { StoreReader } from '../../store/store.ts';
import { identitiesNamed } from '../lookups/find-identity.ts';
import type { PeopleAnswer, PeopleQuestion } from './people-question.ts';

/** Goes through every row of people: for `askOfEverybody` and the thread that it may ask. */
export async function walkForAnswer(
  reader: StoreReader,
  question: PeopleQuestion,
  now: Instant,
): Promise<PeopleAnswer> {
  const { kind } = question;
  switch (kind) {
    case 'only_bearer':
      return { kind, alone: await isOnlyBearer(reader, question, now) };
    case 'identity_named':
      return { kind, identity: await identityNamed(reader, question.name, now) };
    default:
      return kind satisfies never;
  }
}

async function identityNamed(reader: StoreReader, name: string, now: Instant): Promise<Identity | null> {
  const at = name.indexOf('/');
  const found = (await identitiesNamed(reader, now, name)).concat(
    (await identitiesNamed(reader, now, name.slice(at + 1))).filter((one) => one.directory === name.slice(0, at)),
  );
  const refs = new Map(found.map((one) => [identityRef(one), one]));
  return refs.size === 1 ? ([...refs.values()][0] ?? null) : null;
}

type Bearer = Extract<PeopleQuestion, { readonly kind: 'only_bearer' }>;

async function isOnlyBearer(reader: StoreReader, { accountId, refs, names }: Bearer, now: Instant): Promise<boolean> {
  const theirs = new Set(names.flatMap((name) => keysOf({ name, givenName: null, familyName: null })));
  const bears = (named: Named) => keysOf(named).some((key) => theirs.has(key));
  for await (const account of accountsBearing(reader, now, bears))
    if (account.accountId !== accountId && bears(account.latest)) return false;
  const own = new Set(refs);
  for await (const identity of identitiesBearing(reader, now, bears))
    if (!own.has(identityRef(identity)) && bears(identity.latest)) return false;
  return true;
}

/** However its words are ordered and spelled; a single word is its own key. */
function keysOf({ name, givenName, familyName }: Named): readonly string[] {
  // Okta has people with a first and a last name and no whole one.
  const whole = name ?? [givenName, familyName].filter((part) => part !== null).join(' ');
  if (whole.trim() === '') return [];
  return [whole.trim().toLowerCase(), ...nameKeys(parseName({ name, givenName, familyName }))];
}

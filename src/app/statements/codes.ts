import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../../ledger/canonical.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Json } from '../../model/ledger.ts';
import { addMs, DAY_MS, MINUTE_MS } from '../../model/time.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { Asking } from './asking.ts';
import type { Seen } from './seen.ts';

const LIFETIME_MS = 10 * MINUTE_MS;

/** What a code is bound to beside its time: exactly this content, for exactly this caller. */
interface Bound {
  readonly content: Json;
  readonly asking: Pick<Asking<never, never>, 'attestation' | 'session'>;
}

/**
 * A code that confirms exactly this content once, for ten minutes, to whoever was given it. It proves a second call, not
 * a person. What its effect was said to be is kept with it, and only a hash of the code itself.
 */
export async function giveCode(deps: Deps, bound: Bound, seen: Seen): Promise<string> {
  const code = randomBytes(16).toString('base64url');
  const now = deps.clock();
  const given = {
    codeHash: hashOf(code),
    contentHash: hashOf(canonicalJson(bound.content)),
    caller: callerOf(deps, bound),
    seen: JSON.stringify(seen),
    expiresAt: addMs(now, LIFETIME_MS),
  };
  await deps.store.write((writer) => writer.insertCode(given, addMs(now, -DAY_MS)));
  return code;
}

const seenShape = z.record(z.string(), z.string());

/** What the effect was said to be when the code was given; ERR_CONFIRMATION where it is not for this content, caller or time. */
export async function checkCode(reader: StoreReader, deps: Deps, code: string, bound: Bound): Promise<Seen> {
  const given = await reader.code(hashOf(code));
  if (given === null || given.contentHash !== hashOf(canonicalJson(bound.content)))
    throw refused('does not belong to exactly this content');
  if (given.caller !== callerOf(deps, bound)) throw refused('was given to another caller');
  if (deps.clock() > given.expiresAt) throw refused('is older than ten minutes');
  return seenShape.parse(JSON.parse(given.seen));
}

/** In the write that enters what it confirms: of calls that come at once with one code, one goes through. */
export async function spendCode(writer: StoreWriter, code: string): Promise<void> {
  if (!(await writer.useCode(hashOf(code)))) throw refused('was used before');
}

function refused(why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIRMATION',
    `The confirmation code ${why}. Nothing was recorded.`,
    'Call again without `confirmation`, show the person what would be recorded, and use the new code unchanged.',
  );
}

/** A person who signed in is the same in every session; of anybody else only the session tells. */
function callerOf({ actor }: Pick<Deps, 'actor'>, { asking: { attestation, session } }: Bound): string {
  const { client } = attestation;
  return canonicalJson({
    name: actor.name,
    via: actor.via,
    authenticated: actor.authenticated,
    client: client === null ? null : { ...client },
    session: actor.authenticated ? null : session,
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

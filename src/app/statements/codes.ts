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

/** What a code is bound to beside its time: exactly this content and this caller. */
interface Bound {
  readonly content: Json;
  readonly asking: Pick<Asking<never, never>, 'attestation' | 'session'>;
  /** What a client does with it: a model repeats it as an argument, or the client returns it with a person's answer. */
  readonly use: Use;
}

type Use = 'argument' | 'answer';

/**
 * Gives a code that confirms exactly this content once, within ten minutes, to the caller who got it. It proves a
 * second call, not a person. Only a hash of the code is stored, with the effect that was shown.
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

/**
 * Checks a code and returns the effect that was shown when it was given.
 * @throws ERR_CONFIRMATION if it is for another content or caller, or too old.
 */
export async function checkCode(reader: StoreReader, deps: Deps, code: string, bound: Bound): Promise<Seen> {
  const given = await reader.code(hashOf(code));
  if (given === null || given.contentHash !== hashOf(canonicalJson(bound.content)))
    throw refused(bound.use, 'does not belong to exactly this content');
  if (given.caller !== callerOf(deps, bound)) throw refused(bound.use, 'was given to another caller');
  if (deps.clock() > given.expiresAt) throw refused(bound.use, 'is older than ten minutes');
  return seenShape.parse(JSON.parse(given.seen));
}

/**
 * Marks a code as used in the transaction of what it confirms: of simultaneous calls with one code only one succeeds.
 */
export async function spendCode(writer: StoreWriter, code: string, use: Use): Promise<void> {
  if (!(await writer.useCode(hashOf(code)))) throw refused(use, 'was used before');
}

/** Why what came back confirms nothing. */
function refused(use: Use, why: string): ClariIdentityError {
  return use === 'argument'
    ? new ClariIdentityError(
        'ERR_CONFIRMATION',
        `The confirmation code ${why}. Nothing was recorded.`,
        'Call again without `confirmation`, show the person what would be recorded, and use the new code unchanged.',
      )
    : new ClariIdentityError(
        'ERR_CONFIRMATION',
        `The requestState that came with the answer ${why}. Nothing was recorded.`,
        'Call again without an answer, let the person answer the question that comes back, and return its requestState unchanged.',
      );
}

/** A signed-in person is the same in every session; others are distinguished by session alone. */
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

import { evaluate, standingOf } from '../../evaluation/index.ts';
import type { DecidedIdentity, Decision } from '../../model/decision.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { ConfirmedBy } from '../../model/record.ts';
import type { App } from '../../model/snapshot.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { findAccount } from '../lookups/find-account.ts';
import { identitiesNamed } from '../lookups/find-identity.ts';
import { nothingToWithdraw } from './exempt-account.ts';
import { type LinkEffect, linkEffect } from './link-effect.ts';
import { statedText } from './stated-text.ts';
import { type WrittenDecision, writeDecision } from './write-decision.ts';

/** Who owns the account: this identity, nobody, or again whom the rules find. */
export type LinkTarget =
  | { readonly kind: 'identity'; readonly named: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'withdraw' };

export interface PreparedLink {
  readonly judged: JudgedAccount;
  readonly identity: Identity | null;
  /** Null: the decision that stands says exactly this already. */
  readonly said: 'link' | 'link_withdrawn' | null;
  readonly effect: LinkEffect;
  readonly content: {
    readonly account_id: string;
    readonly account_email: string | null;
    readonly identity: string | null;
    readonly reason: string;
    readonly withdraws: string | null;
  };
}

/** What the decision would do, by the same rules that judge everything. Nothing is written yet. */
export async function prepareLink(
  deps: Deps,
  request: { readonly account: string; readonly app: App; readonly target: LinkTarget; readonly reason: string },
): Promise<PreparedLink> {
  const reason = statedText(request.reason, 'reason');
  await evaluate(deps);
  const { target } = request;
  return deps.store.read(async (reader) => {
    const judged = await findAccount(reader, deps.settings, request.account, request.app);
    const { accountId, latest } = judged.account;
    const standing = await standingOf(reader, 'link', accountId);
    if (target.kind === 'withdraw' && standing === null) throw nothingToWithdraw(accountId, 'link');
    const identity = target.kind === 'identity' ? await oneIdentity(reader, target.named) : null;
    const decided = identity === null ? null : { directory: identity.directory, identityId: identity.identityId };
    return {
      judged,
      identity,
      said:
        target.kind === 'withdraw' ? 'link_withdrawn' : standing !== null && says(standing, decided) ? null : 'link',
      effect: await linkEffect(
        reader,
        deps,
        accountId,
        target.kind === 'withdraw'
          ? null
          : { accountId, identity: decided, decidedBy: deps.actor.name, decidedAt: deps.clock(), reason },
      ),
      content: {
        account_id: accountId,
        account_email: latest.email,
        identity: identity === null ? null : identityRef(identity),
        reason,
        withdraws: target.kind === 'withdraw' ? (standing?.decisionId ?? null) : null,
      },
    };
  });
}

/** Null: nothing new was written, the same decision stands already. */
export async function decideLink(
  deps: Deps,
  { content, said, identity }: PreparedLink,
  confirmedBy: ConfirmedBy,
): Promise<WrittenDecision | null> {
  if (said === null) return null;
  const base = { accountId: content.account_id, accountEmail: content.account_email, reason: content.reason };
  return deps.store.write(async (writer) => {
    if (said === 'link')
      return writeDecision(
        writer,
        deps,
        {
          ...base,
          kind: 'link',
          identity: identity === null ? null : { directory: identity.directory, identityId: identity.identityId },
        },
        content,
        confirmedBy,
      );
    const standing = await standingOf(writer, 'link', content.account_id);
    if (standing === null || standing.decisionId !== content.withdraws)
      throw nothingToWithdraw(content.account_id, 'link');
    return writeDecision(
      writer,
      deps,
      { ...base, kind: 'link_withdrawn', withdraws: standing.decisionId },
      content,
      confirmedBy,
    );
  });
}

function says(standing: Extract<Decision, { readonly kind: 'link' }>, decided: DecidedIdentity | null): boolean {
  return standing.identity?.directory === decided?.directory && standing.identity?.identityId === decided?.identityId;
}

async function oneIdentity(reader: StoreReader, named: string): Promise<Identity> {
  const found = await identitiesNamed(reader, named);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const asked = JSON.stringify(named.slice(0, 100));
  if (first === undefined)
    throw new ClariIdentityError(
      'ERR_IDENTITY_UNKNOWN',
      `No read directory has an identity known as ${asked}.`,
      'Give directory/identity_id, a login or an address as get_identity shows them, or import the directory first.',
    );
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `${found.length} identities are known as ${asked}: ${found.slice(0, 5).map(identityRef).join(', ')}.`,
    'Call again with one of these. Identities of one person are taken together by themselves.',
  );
}

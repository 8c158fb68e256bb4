import { standingOf } from '../../evaluation/index.ts';
import type { DecidedIdentity, Decision } from '../../model/decision.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote, shownIdentity } from '../../model/foreign.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { App } from '../../model/snapshot.ts';
import type { StoreReader } from '../../store/store.ts';
import { findAccount } from '../lookups/find-account.ts';
import { identitiesNamed } from '../lookups/find-identity.ts';
import { type LinkEffect, linkEffect } from './link-effect.ts';
import { nothingToWithdraw } from './nothing-to-withdraw.ts';
import { statedText } from './stated-text.ts';
import type { Statement } from './statement.ts';
import { decisionInLedger, type SaidDecision, type WrittenDecision } from './write-decision.ts';

/** Who owns the account: this identity, nobody, or again whom the rules find. */
export type LinkTarget =
  | { readonly kind: 'identity'; readonly named: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'withdraw' };

export interface LinkRequest {
  readonly account: string;
  readonly app: App;
  readonly target: LinkTarget;
  readonly reason: string;
}

export interface LinkDraft {
  readonly judged: JudgedAccount;
  readonly target: LinkTarget['kind'];
  readonly identity: Identity | null;
  /** What the decision would do, by the same rules that judge everything. */
  readonly effect: LinkEffect;
  readonly content: {
    readonly account_id: string;
    readonly account_email: string | null;
    readonly identity: string | null;
    readonly reason: string;
    readonly withdraws: string | null;
  };
}

type Link = Extract<Decision, { readonly kind: 'link' }>;

/** Who owns an account, or that the rules decide it again. */
export const decideLink: Statement<LinkRequest, LinkDraft, SaidDecision, WrittenDecision, Link> = {
  needsJudgements: true,
  ...decisionInLedger,

  async prepare(reader, deps, { account, app, target, reason: given }) {
    const reason = statedText(given, 'reason');
    const judged = await findAccount(reader, deps.settings, account, app);
    const { accountId, latest } = judged.account;
    const standing = target.kind === 'withdraw' ? await standingOf(reader, 'link', accountId) : null;
    const identity = target.kind === 'identity' ? await oneIdentity(reader, target.named) : null;
    const assumed =
      target.kind === 'withdraw'
        ? null
        : {
            accountId,
            identity: decidedIdentity(identity),
            decidedBy: deps.actor.name,
            decidedAt: deps.clock(),
            reason,
          };
    return {
      judged,
      target: target.kind,
      identity,
      effect: await linkEffect(reader, deps, accountId, assumed),
      content: {
        account_id: accountId,
        account_email: latest.email,
        identity: identity === null ? null : identityRef(identity),
        reason,
        withdraws: standing?.decisionId ?? null,
      },
    };
  },

  async check(reader, _, { content, target, identity }) {
    const { account_id: accountId, account_email: accountEmail, reason, withdraws } = content;
    const standing = await standingOf(reader, 'link', accountId);
    const base = { accountId, accountEmail, reason };
    if (target === 'withdraw') {
      if (standing === null || standing.decisionId !== withdraws) throw nothingToWithdraw(accountId, 'link');
      return { kind: 'new', fit: { ...base, kind: 'link_withdrawn', withdraws } };
    }
    const decided = decidedIdentity(identity);
    return standing !== null && says(standing, decided)
      ? { kind: 'already', known: standing }
      : { kind: 'new', fit: { ...base, kind: 'link', identity: decided } };
  },
};

function decidedIdentity(identity: Identity | null): DecidedIdentity | null {
  return identity === null ? null : { directory: identity.directory, identityId: identity.identityId };
}

function says(standing: Link, decided: DecidedIdentity | null): boolean {
  return standing.identity?.directory === decided?.directory && standing.identity?.identityId === decided?.identityId;
}

async function oneIdentity(reader: StoreReader, named: string): Promise<Identity> {
  const found = await identitiesNamed(reader, named);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const asked = quote(named);
  if (first === undefined)
    throw new ClariIdentityError(
      'ERR_IDENTITY_UNKNOWN',
      `No read directory has an identity known as ${asked}.`,
      'Give directory/identity_id, a login or an address as get_identity shows them, or import the directory first.',
    );
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `${found.length} identities are known as ${asked}: ${found.slice(0, 5).map(shownIdentity).join(', ')}.`,
    'Call again with one of these. Identities of one person are taken together by themselves.',
  );
}

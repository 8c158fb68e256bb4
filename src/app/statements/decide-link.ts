import { standingOf } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { counts } from '../../model/attestation.ts';
import type { DecidedIdentity, Decision } from '../../model/decision.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote, shownIdentity } from '../../model/foreign.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { Instant } from '../../model/time.ts';
import type { StoreReader } from '../../store/store.ts';
import { findAccount } from '../lookups/find-account.ts';
import { identitiesNamed } from '../lookups/find-identity.ts';
import { type LinkEffect, linkEffect } from './link-effect.ts';
import { neededToDecide } from './needed.ts';
import { nothingToWithdraw } from './nothing-to-withdraw.ts';
import { statedText } from './stated-text.ts';
import type { Statement } from './statement.ts';
import { decisionInLedger, lastDecision, type SaidDecision, type WrittenDecision } from './write-decision.ts';

/** Who owns the account: this identity, nobody, or whoever the rules find. */
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

type Link = Extract<Decision, { readonly kind: 'link' }>;

export interface LinkDraft {
  readonly judged: JudgedAccount;
  readonly target: LinkTarget['kind'];
  readonly identity: Identity | null;
  /** The decision in force; null if there is none. */
  readonly standing: Link | null;
  /** The latest decision about the account, withdrawn ones included; null if there never was one. */
  readonly lastDecision: string | null;
  /** What the decision would change, by the same rules as every evaluation. */
  readonly effect: LinkEffect;
  readonly content: {
    readonly account_id: string;
    readonly account_email: string | null;
    readonly identity: string | null;
    readonly reason: string;
    readonly withdraws: string | null;
  };
}

/** The decision who owns an account, or that the rules find the owner again. */
export const decideLink: Statement<LinkRequest, LinkDraft, SaidDecision, WrittenDecision, Link> = {
  name: 'link',
  needsJudgements: true,
  ...decisionInLedger,

  async prepare(reader, deps, { account, app, target, reason: given }, { attestation, counting }) {
    const reason = statedText(given, 'reason');
    const judged = await findAccount(reader, deps.settings, account, app);
    const { accountId, latest } = judged.account;
    const standing = await standingOf(reader, 'link', accountId, counting);
    const identity = target.kind === 'identity' ? await oneIdentity(reader, deps.clock(), target.named) : null;
    const assumed =
      target.kind === 'withdraw'
        ? null
        : {
            accountId,
            identity: decidedIdentity(identity),
            decidedBy: deps.actor.name,
            decidedAt: deps.clock(),
            reason,
            attestation,
            counts: counts(attestation, counting),
          };
    return {
      judged,
      target: target.kind,
      identity,
      standing,
      lastDecision: await lastDecision(reader, accountId),
      effect: await linkEffect(reader, deps, accountId, assumed),
      content: {
        account_id: accountId,
        account_email: latest.email,
        identity: identity === null ? null : identityRef(identity),
        reason,
        withdraws: target.kind === 'withdraw' ? (standing?.decisionId ?? null) : null,
      },
    };
  },

  async check(_reader, _deps, { content, target, identity, standing }) {
    const { account_id: accountId, account_email: accountEmail, reason, withdraws } = content;
    const base = { accountId, accountEmail, reason };
    if (target === 'withdraw') {
      if (standing === null || standing.decisionId !== withdraws) throw nothingToWithdraw(accountId, 'link');
      return { kind: 'new', fit: { ...base, kind: 'link_withdrawn', withdraws } };
    }
    const decided = decidedIdentity(identity);
    const fit = { ...base, kind: 'link', identity: decided } as const;
    return standing !== null && says(standing, decided)
      ? { kind: 'already', known: standing, raise: { from: standing.attestation, fit } }
      : { kind: 'new', fit };
  },

  needs: ({ standing }, _, { counting }) => neededToDecide(standing?.attestation ?? null, counting),

  seen: ({ effect: { before, after, others }, lastDecision: last }) => ({
    'the account is': `${before.verdict.finding} (${before.verdict.reason})`,
    'it becomes': `${after.verdict.finding} (${after.verdict.reason})`,
    'others become': others.length === 0 ? 'nothing else' : others.map(changeOf).join(', '),
    'last decision': last ?? 'none',
  }),
};

function changeOf({ before, after }: LinkEffect['others'][number]): string {
  return `${bare(after.account.accountId)} from ${before.verdict.finding} to ${after.verdict.finding}`;
}

function decidedIdentity(identity: Identity | null): DecidedIdentity | null {
  return identity === null ? null : { directory: identity.directory, identityId: identity.identityId };
}

function says(standing: Link, decided: DecidedIdentity | null): boolean {
  return standing.identity?.directory === decided?.directory && standing.identity?.identityId === decided?.identityId;
}

async function oneIdentity(reader: StoreReader, now: Instant, named: string): Promise<Identity> {
  const found = await identitiesNamed(reader, now, named);
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

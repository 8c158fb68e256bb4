import type { JudgedAccount } from '../../src/model/judged-account.ts';
import { linkOf } from '../../src/reconcile/classify/owners.ts';
import type { Evaluation, KeptJudgement, KeptPremise, OfferedEvaluation, Store } from '../../src/store/store.ts';

/** An account kept whole, under premises that nobody shares. */
export function kept(one: JudgedAccount): KeptJudgement {
  const { account, correlation, verdict, shown } = one;
  const owners = correlation.linked.length > 0 ? correlation.linked : correlation.candidates;
  return {
    accountId: account.accountId,
    app: account.app,
    finding: verdict.finding,
    reason: verdict.reason,
    shown,
    status: account.status,
    role: account.latest.role,
    team: account.latest.team,
    email: account.latest.email,
    name: account.latest.name,
    directories: owners.map(({ identity }) => identity.directory),
    revokedAt: verdict.revokedAt,
    refs: [
      ...new Set(
        [...correlation.linked, ...correlation.candidates].map(
          ({ identity }) => `${identity.directory}/${identity.identityId}`,
        ),
      ),
    ],
    link: linkOf(correlation),
    premise: `${account.app} ${account.accountId}`,
    own: JSON.stringify(one),
  };
}

export function premiseOf(one: JudgedAccount): KeptPremise {
  const { premise, accountId, app, finding, reason, shown } = kept(one);
  return { premise, accountId, app, finding, reason, shown, shape: '', validUntil: one.verdict.validUntil };
}

/** Links that rest on nothing in particular. */
export const BASIS = {
  evaluatedAt: '2026-11-01T00:00:00.000Z',
  ledgerSequence: 0,
  rules: { rules: 1, matcher: 1, domain_aliases: [], min_attestation: null },
};

/** A whole generation, written and made the one that is read. */
export async function judgeAnew(
  store: Store,
  all: readonly JudgedAccount[],
  evaluation: Omit<OfferedEvaluation, 'basis'>,
): Promise<Evaluation> {
  const generation = await store.generation();
  await generation.append(all.map(kept), all.map(premiseOf));
  const finished = await generation.finish({
    aliases: new Map(),
    domains: new Map(),
    reads: new Map(),
    named: new Set(),
  });
  const published = await store.write(async (writer) => {
    const offered = await writer.publishGeneration(finished, { ...evaluation, basis: BASIS });
    await writer.markLinksLogged();
    return { ...offered, linksLogged: true };
  });
  await generation.discard();
  await store.sweepGenerations();
  return published;
}

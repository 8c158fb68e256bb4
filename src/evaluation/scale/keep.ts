import { hash } from 'node:crypto';
import type { Verdict } from '../../model/finding.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { directoriesOf, linkOf, ownPremise, refsOf } from '../../reconcile/classify/premise.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import type { KeptJudgement, KeptPremise } from '../../store/store.ts';
import { ownText } from '../case-text.ts';
import { Shapes } from './shapes.ts';
import { type Bench, judgeCase } from './verdict.ts';

export interface Kept {
  readonly judgement: KeptJudgement;
  /** Null: it was kept before. */
  readonly premise: KeptPremise | null;
}

type Core = Pick<Verdict, 'finding' | 'reason' | 'validUntil' | 'revokedAt'> & { readonly shown: boolean };

/** Above it, what accounts share is looked up among the latest only: they share little then. */
const MOST_PREMISES = 200_000;

/** Judges accounts: those with the same premises once. */
export class Keeper {
  #bench: Bench;
  readonly #isDirectoryRead: (snapshotId: string) => boolean;
  readonly #known = new Map<string, Core>();
  readonly #shapes = new Shapes();
  /** By shape and by what is shared beside it. */
  readonly #names = new Map<string, Map<string, string>>();

  constructor(bench: Bench, isDirectoryRead: (snapshotId: string) => boolean) {
    this.#bench = bench;
    this.#isDirectoryRead = isDirectoryRead;
  }

  /** From now on it is this that people decided. */
  decided(decided: Bench['decided']): void {
    this.#bench = { ...this.#bench, decided };
  }

  keep(one: CorrelatedAccount, duplicates: readonly CorrelatedAccount[]): Kept {
    const { account, correlation } = one;
    const shape = this.#shapes.of(account, correlation);
    const own = ownText(account, correlation, this.#isDirectoryRead);
    const written = this.#writtenAbout(account.accountId);
    const shared =
      written !== null
        ? null
        : ownPremise({
            account,
            correlation,
            duplicates: duplicates.map((one) => one.account),
            coverage: this.#bench.coverage,
            now: this.#bench.now,
          });
    const premise =
      shared === null
        ? `=${nameOf(`${shape}\n${own}\n${account.app} ${account.accountId}\n${written}`)}`
        : this.#sharedName(shape, shared);
    const known = this.#known.get(premise);
    if (known !== undefined) {
      // Each left at a time of their own.
      const revokedAt = known.revokedAt === null ? null : (correlation.linked[0]?.identity.revokedAt ?? null);
      return { judgement: kept(one, own, premise, { ...known, revokedAt }), premise: null };
    }
    const judged = judgeCase(one, duplicates, this.#bench);
    const core = coreOf(judged);
    if (shared !== null) {
      if (this.#known.size >= MOST_PREMISES) {
        this.#known.clear();
        this.#names.clear();
      }
      this.#known.set(premise, core);
    }
    return {
      judgement: kept(one, own, premise, core),
      premise: {
        premise,
        shape,
        accountId: account.accountId,
        app: account.app,
        finding: core.finding,
        reason: core.reason,
        shown: core.shown,
        validUntil: core.validUntil,
      },
    };
  }

  #sharedName(shape: string, shared: string): string {
    const names = this.#names.get(shape) ?? new Map<string, string>();
    if (names.size === 0) this.#names.set(shape, names);
    const known = names.get(shared);
    if (known !== undefined) return known;
    const name = nameOf(`${shape}\n${shared}`);
    names.set(shared, name);
    return name;
  }

  /** What people decided and recorded is about one account alone; null: nothing. */
  #writtenAbout(accountId: string): string | null {
    const { records, exemptions, links } = this.#bench.decided;
    const written = [records.get(accountId), exemptions.get(accountId), links.get(accountId)];
    return written.every((one) => one === undefined) ? null : JSON.stringify(written);
  }
}

function coreOf({ verdict, shown }: JudgedAccount): Core {
  const { finding, reason, validUntil, revokedAt } = verdict;
  return { finding, reason, validUntil, revokedAt, shown };
}

function kept({ account, correlation }: CorrelatedAccount, own: string, premise: string, core: Core): KeptJudgement {
  const { latest } = account;
  return {
    accountId: account.accountId,
    app: account.app,
    finding: core.finding,
    reason: core.reason,
    shown: core.shown,
    status: account.status,
    role: latest.role,
    team: latest.team,
    email: latest.email,
    name: latest.name,
    directories: directoriesOf(correlation),
    revokedAt: core.revokedAt,
    refs: refsOf(correlation),
    link: linkOf(correlation),
    premise,
    own,
  };
}

function nameOf(key: string): string {
  return hash('sha256', key, 'base64').slice(0, 22);
}

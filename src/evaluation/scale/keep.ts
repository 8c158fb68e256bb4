import { hash } from 'node:crypto';
import { identityRef } from '../../model/identity.ts';
import type { Instant } from '../../model/time.ts';
import { decide, type Judgement } from '../../reconcile/classify/decide.ts';
import { maybeLeave } from '../../reconcile/classify/leaver.ts';
import { type OwnPremises, ownPremises, restsOnMoments, textOf } from '../../reconcile/classify/own-premises.ts';
import { directoriesOf, filedUnder, linkOf } from '../../reconcile/classify/owners.ts';
import { premisesOf } from '../../reconcile/classify/premises.ts';
import { isShown } from '../../reconcile/classify/shown.ts';
import { type Timing, timing } from '../../reconcile/classify/timing.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import type { Plain } from '../../reconcile/state/lean-identity.ts';
import type { KeptJudgement, KeptPremise } from '../../store/store.ts';
import { ownText, readShape, soleOwner } from '../case-text.ts';
import { Shapes } from './shapes.ts';
import type { EvaluationContext } from './verdict.ts';

export interface Kept {
  readonly judgement: KeptJudgement;
  /** Null: it was kept before. */
  readonly premise: KeptPremise | null;
  /** When the clock alone may change the verdict; null: never. */
  readonly validUntil: Instant | null;
}

/** What is remembered of premises: what they decide, and nothing that only words are made of. */
type Core = Pick<Judgement, 'finding' | 'underlying' | 'reason' | 'notes' | 'validUntil' | 'leaning' | 'speaking'>;

/** What an account has of its own, as it is and as it stands in the key of a verdict. */
interface MyPremises {
  readonly mine: OwnPremises;
  readonly shared: string;
  readonly onMoments: boolean;
}

/** Above it, what accounts share is looked up among the latest only: they share little then. */
const MOST_PREMISES = 200_000;

/** Judges accounts: those with the same premises once. */
export class Keeper {
  #context: EvaluationContext;
  readonly #isDirectoryRead: (snapshotId: string) => boolean;
  readonly #known = new Map<string, Core>();
  readonly #shapes = new Shapes();
  readonly #plain = new Map<Plain, MyPremises>();
  /** By shape and by what is shared beside it. */
  readonly #names = new Map<string, Map<string, string>>();

  constructor(context: EvaluationContext, isDirectoryRead: (snapshotId: string) => boolean) {
    this.#context = context;
    this.#isDirectoryRead = isDirectoryRead;
  }

  /** From now on it is this that people decided. */
  decided(decided: EvaluationContext['decided']): void {
    this.#context = { ...this.#context, decided };
  }

  keep(one: CorrelatedAccount, duplicates: readonly CorrelatedAccount[]): Kept {
    const { account, correlation } = one;
    const shape = this.#shapes.of(account, correlation);
    const own = ownText(account, correlation, this.#isDirectoryRead);
    const written = this.#writtenAbout(account.accountId);
    const owner = written === null ? soleOwner(account, correlation) : null;
    const { mine, shared, onMoments } =
      owner === null ? this.#premisesOf(one, duplicates) : this.#plainPremises(owner.plain, one);
    // Who else claims the person has to be known of all who share it, whenever one of them is judged for the others.
    const isShared = written === null && duplicates.length === correlation.duplicateOf.length;
    const premise = isShared
      ? this.#sharedName(shape, shared)
      : `=${nameOf(`${shape}\n${own}\n${account.app} ${account.accountId}\n${written}`)}`;
    const known = isShared ? this.#known.get(premise) : undefined;
    const refs = owner === null ? filedUnder(correlation, onMoments) : [identityRef(owner)];
    if (known !== undefined)
      return { judgement: kept(one, own, premise, refs, known), premise: null, validUntil: known.validUntil };
    // Decided by what stands in the key and nothing else.
    const core = coreOf(decide(premisesOf(readShape(shape), mine, this.#context)));
    if (isShared) {
      if (this.#known.size >= MOST_PREMISES) {
        this.#known.clear();
        this.#names.clear();
      }
      this.#known.set(premise, core);
    }
    return {
      judgement: kept(one, own, premise, refs, core),
      premise: {
        premise,
        shape,
        accountId: account.accountId,
        app: account.app,
        finding: core.finding,
        reason: core.reason,
        shown: isShown(core),
        validUntil: core.validUntil,
      },
      validUntil: core.validUntil,
    };
  }

  /** Of those with a sole owner they are the same for all whose owners are alike. */
  #plainPremises(plain: Plain, one: CorrelatedAccount): MyPremises {
    const known = this.#plain.get(plain);
    if (known !== undefined) return known;
    const made = this.#premisesOf(one, []);
    this.#plain.set(plain, made);
    return made;
  }

  #premisesOf({ account, correlation }: CorrelatedAccount, duplicates: readonly CorrelatedAccount[]): MyPremises {
    const { decided, coverage, settings, now } = this.#context;
    const mine = ownPremises({
      account,
      correlation,
      records: decided.records.get(account.accountId) ?? [],
      exemption: decided.exemptions.get(account.accountId) ?? null,
      duplicates: duplicates.map((other) => other.account),
      coverage,
      settings,
      now,
    });
    return { mine, shared: textOf(mine), onMoments: restsOnMoments(mine) };
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
    const { records, exemptions, links } = this.#context.decided;
    const written = [records.get(accountId), exemptions.get(accountId), links.get(accountId)];
    return written.every((one) => one === undefined) ? null : JSON.stringify(written);
  }
}

function coreOf({ finding, underlying, reason, notes, validUntil, leaning, speaking }: Judgement): Core {
  return { finding, underlying, reason, notes, validUntil, leaning, speaking };
}

/** Each left at a time of their own. */
function timingOf({ account, correlation }: CorrelatedAccount, { leaning, speaking }: Core): Timing {
  const identities = speaking.flatMap((at) => correlation.linked[at]?.identity ?? []);
  return timing(account, { leaning, speaking: identities });
}

function kept(
  one: CorrelatedAccount,
  own: string,
  premise: string,
  refs: readonly string[],
  core: Core,
): KeptJudgement {
  const { account, correlation } = one;
  const { latest } = account;
  const { revokedAt, revokedAtBasis, usedAfterRevocation } = timingOf(one, core);
  const isClosed = account.status === 'inactive' || account.status === 'absent';
  const runs = revokedAtBasis !== null && ![core.reason, ...core.notes].some(maybeLeave);
  const dated = revokedAt === null || revokedAtBasis === 'unknown' ? 'unknown' : 'dated';
  return {
    accountId: account.accountId,
    app: account.app,
    finding: core.finding,
    reason: core.reason,
    shown: isShown(core),
    status: account.status,
    role: latest.role,
    team: latest.team,
    email: latest.email,
    name: latest.name,
    directories: directoriesOf(correlation),
    revokedAt,
    usedAfter: usedAfterRevocation,
    lastLoginAt: latest.lastLogin?.at ?? null,
    deadline: runs ? dated : 'none',
    openAt: account.lastActiveAt,
    closedAt: isClosed ? account.firstInactiveAt : null,
    refs,
    link: linkOf(correlation),
    premise,
    own,
  };
}

function nameOf(key: string): string {
  return hash('sha256', key, 'base64').slice(0, 22);
}

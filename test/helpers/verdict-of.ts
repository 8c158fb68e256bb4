import type { Account } from '../../src/model/account.ts';
import type { Correlation } from '../../src/model/correlation.ts';
import type { Exemption, LinkDecision } from '../../src/model/decision.ts';
import type { Finding, Verdict } from '../../src/model/finding.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { WeighedRecord } from '../../src/model/record.ts';
import type { Settings } from '../../src/model/settings.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Instant } from '../../src/model/time.ts';
import { classify } from '../../src/reconcile/classify/classify.ts';
import { coverageFacts, domainsByDirectory } from '../../src/reconcile/classify/coverage-facts.ts';
import * as build from './model-builders.ts';

/** What a case of a test table states; everything left out is the harmless default. */
export interface Situation {
  readonly account?: Account;
  /** Identities of the one linked person. */
  readonly person?: readonly Identity[];
  /** Instead of `person`. */
  readonly correlation?: Correlation;
  readonly duplicates?: readonly Account[];
  readonly records?: readonly WeighedRecord[];
  readonly exemption?: Exemption;
  readonly link?: LinkDecision;
  readonly reads?: readonly Snapshot[];
  /** Everybody in the directories, for the domains; default: the linked person and a colleague at acme.com in each read directory. */
  readonly people?: readonly Identity[];
  readonly settings?: Partial<Settings>;
  readonly now?: Instant;
}

/** Classifies one account of a situation, at the tests' moment unless said otherwise. */
export function judged(situation: Situation): { readonly verdict: Verdict; readonly underlying: Finding } {
  const reads = situation.reads ?? build.fullReads();
  const settings = build.settings(situation.settings);
  const now = situation.now ?? build.NOW;
  const correlation = situation.correlation ?? build.correlation(situation.person ?? []);
  const people = situation.people ?? [
    ...correlation.linked.map((one) => one.identity),
    ...reads.flatMap(({ kind, directory, asOf }) =>
      kind === 'directory' && directory !== null
        ? [
            build.identity({
              directory,
              asOf,
              identityId: 'colleague',
              latest: { login: 'al@acme.com', email: 'al@acme.com' },
            }),
          ]
        : [],
    ),
  ];
  return classify({
    account: situation.account ?? build.account(),
    correlation,
    records: situation.records ?? [],
    exemption: situation.exemption ?? null,
    link: situation.link ?? null,
    duplicates: situation.duplicates,
    coverage: coverageFacts(reads, domainsByDirectory(people), settings, now),
    settings,
    now,
  });
}

export function verdictOf(situation: Situation): Verdict {
  return judged(situation).verdict;
}

/** `finding/reason`: what most tables compare. */
export function wordOf(situation: Situation): string {
  const { finding, reason } = verdictOf(situation);
  return `${finding}/${reason}`;
}

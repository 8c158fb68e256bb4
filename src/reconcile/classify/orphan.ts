import { bare } from '../../model/foreign.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isStale } from '../coverage/staleness.ts';
import { accountGaps, whyUnread } from './accusable.ts';
import { enteredName } from './app-words.ts';
import type { Case } from './case.ts';
import { CONFIDENCE } from './confidence.ts';
import type { DirectoryCoverage } from './coverage-facts.ts';
import { withAliases } from './domains.ts';
import { type Gap, given, holds, NOT, type Outcome } from './outcome.ts';
import { headersOf } from './reading-words.ts';
import { list, quoted, when } from './text.ts';
import type { Weighed } from './weighed.ts';

/**
 * The account is open and nobody owns it: each directory that could have the owner was read completely and in time, and
 * has none.
 */
export function orphaned(w: Weighed): Outcome {
  const { situation, rule, candidatesDropped } = w.link;
  if (w.view.state === 'not_active' || situation !== 'unmatched') return NOT;
  const isOpen = w.view.state === 'active';
  if (rule === 'confirmed_none')
    return given(accountGaps(w), holds('confirmed_no_owner', CONFIDENCE.confirmedByPerson), isOpen);
  if (w.candidates.length > 0 || candidatesDropped > 0) return NOT;
  const gaps = [...accountGaps(w), ...directoryGaps(w), ...domainGaps(w), ...retiredGaps(w)];
  const confidence = w.coverage.declared ? CONFIDENCE.orphanedDeclared : CONFIDENCE.orphanedUndeclared;
  // Only staleness leaves a dated conclusion behind; without proof of absence there never was one.
  const wouldHold =
    isOpen && gaps.every((gap) => gap.reason === 'users_export_stale' || gap.reason === 'directory_stale');
  return given(gaps, holds('no_identity_in_any_directory', confidence), wouldHold);
}

function directoryGaps(w: Weighed): readonly Gap[] {
  const { scope, directories } = w.coverage;
  if (scope.length === 0 && w.coverage.notAccepted.size > 0)
    return [...w.coverage.notAccepted].map((directory) => ({
      reason: 'directory_not_accepted',
      directory,
      evidence: () => ({
        source: `directory:${directory}`,
        observedAt: directories.get(directory)?.newest?.asOf ?? null,
        fact: 'First named by a tool call, and nobody accepted it: it governs nothing.',
      }),
    }));
  if (scope.length === 0)
    return [
      {
        reason: 'directory_missing',
        directory: null,
        evidence: () => ({ source: 'coverage', observedAt: null, fact: 'No directory was read.' }),
      },
    ];
  return scope.flatMap((name) => absenceGaps(w, name, directories.get(name)));
}

/** A directory that was retired before it ever proved absence may have had the owner. */
function retiredGaps({ account, coverage }: Weighed): readonly Gap[] {
  return [...coverage.retired.directories].flatMap(([directory, { newest, retiredAt, proving }]): readonly Gap[] =>
    account.firstSeen > retiredAt || (proving !== null && proving >= account.firstSeen)
      ? []
      : [
          {
            reason: 'source_retired',
            directory,
            evidence: () => ({
              source: `directory:${directory}`,
              observedAt: newest,
              fact: 'Retired, and no read of it ever proved who was not in it: the owner may have been.',
            }),
          },
        ],
  );
}

/** What keeps this directory from proving that it has no owner of the account. */
function absenceGaps(w: Weighed, name: string, facts: DirectoryCoverage | undefined): readonly Gap[] {
  const gap = (reason: Gap['reason'], observedAt: string | null, fact: string): Gap => ({
    reason,
    directory: name,
    evidence: () => ({ source: `directory:${name}`, observedAt, fact }),
  });
  const unread = whyUnread(facts);
  if (facts?.newest == null) return unread === null ? [] : [gap(unread.reason, null, unread.fact)];
  const { proving, activeOnly, newest, held } = facts;
  if (proving === null)
    return activeOnly === null
      ? [gap('directory_incomplete', newest.asOf, incompleteFact(newest))]
      : [
          gap(
            'no_active_identity',
            activeOnly.asOf,
            'Complete for active people only: the owner may be in it as inactive.',
          ),
        ];
  const gaps: Gap[] = [];
  const unreadable = unreadableAddresses(proving);
  if (unreadable !== null) gaps.push(gap('addresses_unreadable', proving.asOf, unreadable));
  if (isStale(proving.asOf, w.now, w.settings))
    gaps.push(
      isStale(newest.asOf, w.now, w.settings)
        ? gap('directory_stale', proving.asOf, 'The last complete read is stale.')
        : gap(
            'directory_incomplete',
            newest.asOf,
            `The last complete read, as of ${when(proving.asOf)}, is stale, and later ones prove no absence.`,
          ),
    );
  if (proving.asOf < w.account.firstSeen)
    gaps.push(
      gap(
        'directory_older_than_account',
        proving.asOf,
        `Read before the account was first seen (${when(w.account.firstSeen)}): its owner may have come later.`,
      ),
    );
  const pending = held.findLast((one) => one.asOf >= proving.asOf);
  if (pending !== undefined)
    gaps.push(
      gap('directory_held', pending.asOf, 'A later read is held by a guard: it counts for nothing until accepted.'),
    );
  return gaps;
}

const ADDRESSES: ReadonlySet<string> = new Set(['other_emails', 'email', 'login']);

/** The addresses of the snapshot that could not be read, among which the owner may be; null if all could be read. */
function unreadableAddresses({ reading }: Snapshot): string | null {
  const fields = (reading?.unreadable ?? []).filter((field) => ADDRESSES.has(field));
  if (fields.length === 0) return null;
  return `Addresses of this read could not be read (${list(headersOf(reading, fields).map(quoted))} holds names of types, no values): the owner may be under one of them.`;
}

function incompleteFact(newest: NonNullable<DirectoryCoverage['newest']>): string {
  if (newest.completeness === 'partial') return 'This read is partial: who is not in it may still exist.';
  if (newest.completeness === 'unknown')
    return 'Nobody stated that this read is complete: who is not in it may still exist.';
  if (newest.rowsRefused > 0) return `${newest.rowsRefused} of its rows were refused: the owner may be among them.`;
  return 'This read has no rows: an empty read is never complete.';
}

/**
 * Without declared directories, an account of a domain that none of them has may belong to a directory that was never
 * read.
 */
function domainGaps(w: Weighed): readonly Gap[] {
  const {
    own: { address },
    coverage,
  } = w;
  if (address === null) return [];
  const { known, domain, employeeIdKnown } = address;
  if (!known) {
    if (coverage.declared && employeeIdKnown) return [];
    return [domainGap('domain_unknown', () => 'The account has no e-mail address to look for in a directory.')];
  }
  if (coverage.declared || domain === null || isKnown(w, domain)) return [];
  return [
    domainGap(
      'domain_not_in_any_directory',
      (c) =>
        `No directory that was read has people at ${bare(domain)}, and the directories that govern ${enteredName(c)} are not declared.`,
    ),
  ];
}

function domainGap(reason: Gap['reason'], fact: (c: Case) => string): Gap {
  return { reason, directory: null, evidence: (c) => ({ source: 'coverage', observedAt: null, fact: fact(c) }) };
}

function isKnown(w: Weighed, domain: string): boolean {
  const wanted = withAliases(domain, w.settings);
  return w.coverage.scope.some((name) => {
    const domains = w.coverage.directories.get(name)?.domains;
    return domains !== undefined && wanted.some((one) => domains.has(one));
  });
}

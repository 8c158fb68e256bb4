import { actsOf } from '../../model/account.ts';
import { attestationWords } from '../../model/attestation.ts';
import type { Candidate } from '../../model/correlation.ts';
import type { Evidence } from '../../model/finding.ts';
import { bare } from '../../model/foreign.ts';
import { identityRef } from '../../model/identity.ts';
import { daysOpen } from '../claims/days-open.ts';
import { accountEvidence } from './account-view.ts';
import { enteredName } from './app-words.ts';
import type { Case } from './case.ts';
import { identityEvidence, nameOf } from './identity-evidence.ts';
import { markedReadRows } from './marked-reads.ts';
import type { Gap } from './outcome.ts';
import { personEvidence } from './person-evidence.ts';
import { list, quoted, when } from './text.ts';
import type { Claim } from './work.ts';

/**
 * The dated facts behind a verdict, in our own words: account, link, every identity of the person, recorded work, and
 * what is missing.
 */
export function evidenceRows(c: Case, gaps: readonly Gap[]): readonly Evidence[] {
  const rows = [
    ...accountEvidence(c),
    ...linkRows(c),
    ...personEvidence(c),
    ...candidateRows(c),
    ...searchedRows(c),
    ...nearestRows(c),
    ...c.work.claims.flatMap((claim) => claimRows(claim, c)),
    ...exemptionRows(c),
    ...missingRows(c, gaps),
    ...markedReadRows(c),
  ];
  const seen = new Map(rows.map((row) => [`${row.source} ${row.observedAt ?? ''} ${row.fact}`, row]));
  return [...seen.values()];
}

/** Rows on missing premises; of several that say the same, the last one. */
function missingRows(c: Case, gaps: readonly Gap[]): readonly Evidence[] {
  const said = gaps.map((gap) => ({ gap, row: gap.evidence(c) }));
  return [
    ...new Map(said.map(({ gap, row }) => [`${gap.reason} ${gap.directory ?? ''} ${row.fact}`, row] as const)).values(),
  ];
}

const RULE_WORDS = {
  confirmed_by_person: 'a person confirmed it',
  confirmed_none: 'a person decided that nobody owns it',
  employee_id: 'the employee id agrees',
  crm_id: 'the CRM user id agrees',
  sso_name: 'the e-mail is the name that single sign-on sends to Clari for it',
  email: 'the e-mail is a primary address or login of it',
  secondary_email: 'the e-mail is a further address of it and the name agrees',
  domain_alias: 'the e-mail agrees under a declared domain alias, and so does the name',
  near_employee_id: 'the employee id is one slip away and the name agrees',
  birth_date: 'the date of birth and the name agree',
  plus_tag: 'the e-mail agrees without its plus-tag',
  name: 'the name agrees',
  similar: 'several fields are alike',
} as const satisfies Record<NonNullable<Case['correlation']['rule']>, string>;

function linkRows({ correlation, link }: Case): readonly Evidence[] {
  const { rule, linked, duplicateOf } = correlation;
  const rows: Evidence[] = [];
  if (rule === 'confirmed_by_person' || rule === 'confirmed_none')
    rows.push({
      source: 'decision',
      observedAt: link?.decidedAt ?? null,
      fact: `${link === null ? 'A person' : quoted(link.decidedBy)} decided ${rule === 'confirmed_none' ? 'that nobody owns this account' : 'who owns this account'}${link === null ? '' : `, ${attestationWords(link.attestation)}`}.`,
    });
  else if (rule !== null && linked.length > 0)
    rows.push({
      source: 'correlation',
      observedAt: null,
      fact: `Linked to ${list(linked.map((one) => nameOf(one.identity)))}: ${RULE_WORDS[rule]} (confidence ${correlation.confidence}).`,
    });
  if (link !== null && !link.counts)
    rows.push({
      source: 'decision',
      observedAt: link.decidedAt,
      fact: `${quoted(link.decidedBy)} is said to have decided that ${link.identity === null ? 'nobody' : quoted(identityRef(link.identity))} owns it, ${attestationWords(link.attestation)}: the rules decide.`,
    });
  if (duplicateOf.length > 0)
    rows.push({
      source: 'correlation',
      observedAt: null,
      fact: `The same person is claimed by ${othersIn(duplicateOf)}.`,
    });
  return rows;
}

const OTHERS_NAMED = 5;

/** Names the other accounts. Of a high-fan-in identity's accounts only some are known here. */
function othersIn(accountIds: readonly string[]): string {
  const named = list(accountIds.slice(0, OTHERS_NAMED).map(bare));
  if (accountIds.length === 1) return `another active account: ${named}`;
  return accountIds.length > OTHERS_NAMED
    ? `at least ${accountIds.length} other active accounts, among them ${named}`
    : `other active accounts: ${named}`;
}

function candidateRows(c: Case): readonly Evidence[] {
  const { correlation } = c;
  if (correlation.situation !== 'disputed') return [];
  return correlation.candidates.flatMap((candidate) => [
    {
      source: 'correlation',
      observedAt: null,
      fact: `Candidate ${nameOf(candidate.identity)}: ${RULE_WORDS[candidate.rule]} (confidence ${candidate.confidence}).${candidate.whyNot === null ? '' : ` Not linked: ${candidate.whyNot}`}${waterfall(candidate)}`,
    },
    ...identityEvidence(candidate.identity, enteredName(c), null),
  ]);
}

/** What each field weighs, for and against. It names fields and never their values. */
function waterfall({ comparisons, weight }: Candidate): string {
  const said = comparisons.filter((one) => one.weight !== 0);
  const words = said.map((one) => `${one.field} ${one.outcome} ${one.weight > 0 ? '+' : ''}${one.weight}`);
  return words.length === 0 ? '' : ` Evidence in bits: ${words.join(', ')}; together ${weight}.`;
}

/** Where an owner was searched for: absence is a fact of each of these snapshots. */
function searchedRows({ correlation, coverage }: Case): readonly Evidence[] {
  if (correlation.situation !== 'unmatched' || correlation.rule === 'confirmed_none') return [];
  return coverage.scope.flatMap((directory) => {
    const read = coverage.directories.get(directory)?.proving;
    return read == null
      ? []
      : [
          {
            source: `directory:${directory}`,
            observedAt: read.asOf,
            fact: `None of the ${read.rowsAccepted} identities of this complete read matches the account.`,
          },
        ];
  });
}

/** Who came nearest without being a candidate. */
function nearestRows({ correlation }: Case): readonly Evidence[] {
  if (correlation.situation !== 'unmatched') return [];
  return correlation.nearest.map((one) => ({
    source: 'correlation',
    observedAt: null,
    fact: `Nearest miss ${nameOf(one.identity)}. ${one.whyNot ?? ''}${waterfall(one)}`,
  }));
}

function claimRows({ record, standing, expiresAt }: Claim, { account }: Case): readonly Evidence[] {
  const made: Evidence = {
    source: 'record',
    observedAt: record.recordedAt,
    fact: `${quoted(record.performedBy)} stated that they deactivated it at ${when(record.performedAt)}${record.retroactive ? ', recorded after the fact' : ''}, ${attestationWords(record.attestation)}. ${claimFact(record, standing, expiresAt, account)}`,
  };
  const settled = readOf(account, standing.settledAsOf, standing.settledBySnapshotId);
  const back = readOf(account, standing.reappearedAsOf, null);
  return [
    made,
    ...(settled === null
      ? []
      : [
          {
            source: settled.source,
            observedAt: standing.settledAsOf,
            fact:
              standing.state === 'confirmed'
                ? 'No longer active: confirms the deactivation.'
                : settled.acted
                  ? 'Its user acted after the stated deactivation.'
                  : 'Active after the stated deactivation.',
          },
        ]),
    ...(back === null
      ? []
      : [
          {
            source: back.source,
            observedAt: standing.reappearedAsOf,
            fact: back.acted
              ? 'Its user acted after the deactivation was confirmed.'
              : 'Active again after the deactivation was confirmed.',
          },
        ]),
  ];
}

function claimFact(
  record: Claim['record'],
  standing: Claim['standing'],
  expiresAt: string,
  account: Case['account'],
): string {
  const { withdrawn } = record;
  switch (standing.state) {
    case 'verifying':
      return `No later export settles it yet; it expires at ${when(expiresAt)}.`;
    case 'expired':
      return `No later export settled it by ${when(expiresAt)}: it expired.`;
    case 'confirmed':
      return record.counts
        ? 'A later export confirmed it.'
        : 'A later export shows that it is closed; who did it is not attested.';
    case 'contradicted':
      return `Later evidence contradicted it: it stayed open for ${daysOpen(record, standing, account)} day(s) after that.`;
    case 'withdrawn':
      return withdrawn === undefined
        ? 'It was withdrawn.'
        : `${quoted(withdrawn.by)} withdrew it at ${when(withdrawn.at)}, ${attestationWords(withdrawn.attestation)}: ${quoted(withdrawn.reason)}.`;
    default:
      return standing.state satisfies never;
  }
}

/** The snapshot that a standing rests on: that of a sighting, or of an event. */
function readOf(
  account: Case['account'],
  asOf: string | null,
  snapshotId: string | null,
): { readonly source: string; readonly acted: boolean } | null {
  if (asOf === null) return null;
  const fits = (one: { readonly snapshotId: string }) => snapshotId === null || one.snapshotId === snapshotId;
  const sighting = account.sightings.find((one) => one.asOf === asOf && one.mentionedAs === undefined && fits(one));
  if (sighting !== undefined) return { source: sighting.source, acted: false };
  const act = actsOf(account).find((one) => one.at === asOf && fits(one));
  return act === undefined ? { source: 'clari-users', acted: false } : { source: act.source, acted: true };
}

function exemptionRows({ exemption, now }: Case): readonly Evidence[] {
  if (exemption === null) return [];
  const over = now >= exemption.until;
  return [
    {
      source: 'decision',
      observedAt: exemption.decidedAt,
      fact: `${quoted(exemption.owner)} ${exemption.counts ? 'decided' : 'is said to have decided'} that it may stay until ${when(exemption.until)}, ${attestationWords(exemption.attestation)}${over ? ': that time is over' : exemption.counts ? '' : ': it hides nothing'}.`,
    },
  ];
}

import { describe, expect, it, test } from 'vitest';
import { FINDINGS, NEXT_ACTIONS, REASONS } from '../../../src/model/finding.ts';
import { EVERY_FINDING } from '../../helpers/every-finding.ts';
import { account, exemption, identity, record } from '../../helpers/model-builders.ts';
import { judged, verdictOf } from '../../helpers/verdict-of.ts';

describe.each(FINDINGS)('%s', (finding) => {
  const { verdict, underlying } = judged(EVERY_FINDING[finding]);

  it('is what its plain situation gives', () => {
    expect(verdict.finding).toBe(finding);
  });

  it('has a reason and notes from the closed list', () => {
    expect(REASONS).toContain(verdict.reason);
    for (const note of verdict.notes) expect(REASONS).toContain(note);
    expect(verdict.notes).not.toContain(verdict.reason);
  });

  it('has a confidence: none where nothing is concluded', () => {
    expect(verdict.confidence).toBeGreaterThanOrEqual(0);
    expect(verdict.confidence).toBeLessThanOrEqual(1);
    expect(verdict.confidence === 0).toBe(finding === 'inconclusive');
  });

  it('has evidence: each row with its source and a sentence, the account first and dated', () => {
    expect(verdict.evidence.length).toBeGreaterThan(0);
    expect(verdict.evidence[0]?.observedAt).not.toBeNull();
    for (const row of verdict.evidence) {
      expect(row.source).not.toBe('');
      expect(row.fact).toMatch(/[A-Za-z0-9].*\.$/);
    }
    const rows = verdict.evidence.map((row) => JSON.stringify(row));
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('has exactly one next action and a sentence for it', () => {
    expect(NEXT_ACTIONS).toContain(verdict.nextAction);
    expect(verdict.nextStep).toMatch(/^[A-Z].{10,}/);
  });

  it('says whether it was used after the revocation', () => {
    expect(['yes', 'no', 'unknown']).toContain(verdict.usedAfterRevocation);
  });

  it('does not repeat itself in `also`', () => {
    expect(verdict.also).not.toContain(finding);
  });

  it('has an underlying finding that is itself unless a decision or a claim covers it', () => {
    const covered = finding === 'exempt' || finding === 'awaiting_verification';
    expect(underlying).toBe(covered ? 'leaver_active' : finding);
  });
});

describe('what comes from an export', () => {
  test('is quoted and capped in evidence, never ours', () => {
    const person = [
      identity({
        entitlement: 'unknown',
        entitlementReason: 'status_unknown',
        latest: { status: 'unknown', statusRaw: 'x'.repeat(500) },
      }),
    ];
    const facts = verdictOf({ person }).evidence.map((row) => row.fact);
    expect(facts.some((fact) => fact.includes(`"${'x'.repeat(80)}…"`))).toBe(true);
    expect(facts.every((fact) => fact.length < 400)).toBe(true);
  });

  test('cannot smuggle a command through an account id', () => {
    const evil = account({ accountId: "u1'; rm -rf ~ #" });
    const { nextStep } = verdictOf({ ...EVERY_FINDING.leaver_active, account: evil });
    expect(nextStep).toContain(`plan 'u1'\\''; rm -rf ~ #'`);
  });
});

describe('recorded work is part of the evidence', () => {
  test('who said what, when, and what a read then showed', () => {
    const facts = verdictOf({ ...EVERY_FINDING.contradicted }).evidence.map((row) => row.fact);
    expect(facts.join('\n')).toContain('"Sam Admin" stated that they deactivated it');
    expect(facts).toContain('Active after the stated deactivation.');
  });

  test('a claim made after the fact says so', () => {
    const facts = verdictOf({ ...EVERY_FINDING.inactive, records: [record({ retroactive: true })] }).evidence.map(
      (row) => row.fact,
    );
    expect(facts.join('\n')).toContain('recorded after the fact');
  });

  test('an exemption shows its owner and end, an expired one too', () => {
    const until = '2026-11-01T00:00:00.000Z';
    const facts = verdictOf({ ...EVERY_FINDING.leaver_active, exemption: exemption({ until }) }).evidence.map(
      (row) => row.fact,
    );
    expect(facts.join('\n')).toContain(
      '"Robin Owner" decided that it may stay until 2026-11-01 00:00 UTC, typed at a terminal: that time is over.',
    );
  });
});

import { describe, expect, test } from 'vitest';
import { FINDINGS, type Finding, REASONS } from '../../../src/model/finding.ts';
import type { ReasonSum, TeamSum } from '../../../src/model/finding-sums.ts';
import { fillOf } from '../../../src/views/pictures/finding-fills.ts';
import { reasonsPicture, teamsPicture } from '../../../src/views/pictures/findings-by-team.ts';
import { plain } from '../../../src/views/words.ts';
import { HOSTILE, notesOf, recordsOf, rowsOf, saidIn, textsIn, trapsIn } from './parts.ts';

const of = (team: string, finding: Finding, accounts: number): TeamSum => ({ kind: 'team', team, finding, accounts });
const links = {
  team: (team: string) => `/findings?team=${team}`,
  reason: (reason: string) => `/findings?reason=${reason}`,
};

/** `East, leaver active: 12` → amounts by both names. */
function amountsDrawn(said: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    said.map((one) => {
      const [, name = '', amount = ''] = /^([\s\S]*): (\d+)$/.exec(one) ?? [];
      return [name, Number(amount)];
    }),
  );
}

describe('findings by team', () => {
  test('every amount of the table is in the image, and the other way round', () => {
    const teams = ['East', 'West', 'Nord'].flatMap((team, at) =>
      FINDINGS.map((finding, place) => of(team, finding, ((at + 2) * (place + 1)) % 7)),
    );
    const picture = teamsPicture('teams', { teams, otherTeams: 0 });
    const inTable = recordsOf(picture).flatMap(({ Team: team, All: _all, ...amounts }) =>
      Object.entries(amounts).map(([finding, amount]) => [`${team}, ${finding}`, Number(amount)] as const),
    );
    expect(amountsDrawn(saidIn(picture))).toEqual(Object.fromEntries(inTable.filter(([, amount]) => amount > 0)));
    const sums = recordsOf(picture).map((one) => one['All']);
    expect(textsIn(picture).filter((text) => /^\d+$/.test(text))).toEqual(sums);
  });

  test('the largest come first, then all others as one, then those without a team', () => {
    const picture = teamsPicture('teams', {
      teams: [
        { kind: 'none', team: null, finding: 'orphaned', accounts: 900 },
        of('small', 'leaver_active', 1),
        { kind: 'other', team: null, finding: 'leaver_active', accounts: 800 },
        of('large', 'leaver_active', 70),
      ],
      otherTeams: 300,
    });
    expect(recordsOf(picture).map((one) => one['Team'])).toEqual([
      'large',
      'small',
      '300 other teams',
      'no team stated',
    ]);
    expect(notesOf(picture)).toEqual(['300 smaller teams as one bar.']);
  });

  test('a team that is called like the words for none stays a team', () => {
    const teams = [
      of('no team stated', 'orphaned', 2),
      { kind: 'none', team: null, finding: 'orphaned', accounts: 3 } as const,
    ];
    expect(recordsOf(teamsPicture('teams', { teams, otherTeams: 0 })).map((one) => one['All'])).toEqual(['2', '3']);
  });

  test('one account beside 100,000 is still seen', () => {
    const teams = [of('East', 'ok', 100_000), of('West', 'orphaned', 1)];
    const { markup } = teamsPicture('teams', { teams, otherTeams: 0 });
    const widths = [...markup.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="14"/g)].map(([, width]) =>
      Number(width),
    );
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(2);
  });

  test('none is said in words', () => {
    const picture = teamsPicture('teams', { teams: [], otherTeams: 0 });
    expect(notesOf(picture)).toEqual(['No account matches, so there is no team to show.']);
    expect(picture.markup).not.toContain('<svg');
  });

  test('findings of one tone have different patterns', () => {
    const fills = FINDINGS.map((finding) => JSON.stringify(fillOf(finding)));
    expect(new Set(fills).size).toBe(FINDINGS.length);
  });

  test('several pictures of one document share no id', () => {
    const teams = [of('East', 'orphaned', 2)];
    const both = ['first', 'second'].map((id) => teamsPicture(id, { teams, otherTeams: 0 }).markup).join('');
    const ids = [...both.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(6);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...both.matchAll(/(?:aria-labelledby="|url\(#)([^")]+)/g)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    expect(named.filter((name) => !ids.includes(name))).toEqual([]);
  });
});

describe('findings by reason', () => {
  const sums: readonly ReasonSum[] = REASONS.map((reason, place) => ({
    reason,
    finding: FINDINGS[place % FINDINGS.length] ?? 'ok',
    accounts: place + 1,
  }));

  test('the most frequent ones are drawn, the rest as one bar; the table has each', () => {
    const picture = reasonsPicture('reasons', sums, links);
    const records = recordsOf(picture);
    expect(records).toHaveLength(REASONS.length);
    expect(records[0]).toEqual({
      Reason: plain(REASONS.at(-1) ?? ''),
      Findings: `${plain(sums.at(-1)?.finding ?? '')} ${REASONS.length}`,
      Accounts: String(REASONS.length),
    });
    const drawn = Object.values(amountsDrawn(saidIn(picture))).reduce((sum, one) => sum + one, 0);
    expect(drawn).toBe(records.reduce((sum, one) => sum + Number(one['Accounts']), 0));
    expect(notesOf(picture)).toEqual([`${REASONS.length - 20} rarer reasons as one bar; the table names each.`]);
    expect(picture.markup).toContain('<a href="/findings?reason=claim_expired">');
  });

  test('a reason of two findings is one bar of two parts', () => {
    const picture = reasonsPicture('reasons', [
      { reason: 'exempted', finding: 'exempt', accounts: 2 },
      { reason: 'exempted', finding: 'ok', accounts: 3 },
    ]);
    expect(saidIn(picture)).toEqual(['exempted, exempt: 2', 'exempted, ok: 3']);
    expect(recordsOf(picture)).toEqual([{ Reason: 'exempted', Findings: 'exempt 2, ok 3', Accounts: '5' }]);
  });

  test('none is said in words', () => {
    expect(notesOf(reasonsPicture('reasons', []))).toEqual(['No account matches, so there is no reason to show.']);
  });
});

test('teams and reasons with markup and signs that turn what follows stay texts', () => {
  const teams = teamsPicture('teams', { teams: [of(HOSTILE, 'orphaned', 1)], otherTeams: 0 }, links);
  const reasons = reasonsPicture('reasons', [{ reason: HOSTILE, finding: 'orphaned', accounts: 1 }], links);
  for (const picture of [teams, reasons]) {
    expect(trapsIn(picture)).toEqual([]);
    expect(rowsOf(picture)[1]?.[0]).toContain('<img src=x onerror="document.title=1">evitca &');
  }
});

import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/model/snapshot.ts';
import { account, daysAgo, identity, sighting, snapshot } from '../../helpers/model-builders.ts';
import { verdictOf } from '../../helpers/verdict-of.ts';

const NOTHING: Reading = { used: [], unused: [], takenForMissing: [], notUnderstood: [], unreadable: [] };
const status = (over: Partial<Reading['used'][number]> = {}) => ({
  field: 'status',
  header: 'Dienstverband',
  sense: null,
  basis: 'header' as const,
  isBlank: false,
  ...over,
});
const value = (text: string, rows = 1) => ({ field: 'status', header: 'Dienstverband', value: text, rows });

interface Case {
  readonly name: string;
  readonly reading: Reading | null;
  readonly raw?: string;
  readonly says: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a word that is not understood: the header, the word and both options',
    reading: { ...NOTHING, used: [status()], notUnderstood: [value('Werkzaam', 12), value('Uit dienst', 3)] },
    raw: 'Werkzaam',
    says: [
      '"Werkzaam" under "Dienstverband" is not understood (in 12 rows), nor is "Uit dienst"',
      '--map inactive=Dienstverband:Werkzaam',
      '--map active=Dienstverband:Werkzaam',
    ],
  },
  {
    name: 'a word with spaces is one argument',
    reading: { ...NOTHING, used: [status()], notUnderstood: [value('Uit dienst')] },
    raw: 'Uit dienst',
    says: ["--map 'inactive=Dienstverband:Uit dienst'"],
  },
  {
    name: 'a word of a read that did not keep how it was read',
    reading: null,
    raw: 'Werkzaam',
    says: ['"Werkzaam" is not understood', '--map inactive=HEADER:Werkzaam'],
  },
  {
    name: 'a column that is blank in every row: how it is exported',
    reading: { ...NOTHING, used: [status({ header: 'AccountEnabled', isBlank: true })] },
    says: ['"AccountEnabled" is blank in every row', 'Get-MgUser -All -Property'],
  },
  {
    name: 'another column that is blank',
    reading: { ...NOTHING, used: [status({ isBlank: true })] },
    says: ['"Dienstverband" is blank in every row'],
  },
  {
    name: 'a blank cell, and what was taken for blank',
    reading: { ...NOTHING, used: [status()], takenForMissing: [value('-', 4)] },
    says: ['The cell under "Dienstverband" is blank', '"-" in 4 rows was taken for no value'],
  },
  {
    name: 'no status, but columns that may be one',
    reading: {
      ...NOTHING,
      unused: [
        { header: 'Leaver', looksLike: 'status' },
        { header: 'Last day', looksLike: 'end' },
        { header: 'Phone', looksLike: 'nothing' },
      ],
    },
    says: ['--map status=Leaver', '--map inactive=Leaver', "--map 'deleted_at=Last day'"],
  },
  {
    name: 'nothing of the kind',
    reading: { ...NOTHING, unused: [{ header: 'Phone', looksLike: 'nothing' }] },
    says: ['no column with a status (not used: "Phone")', 'Export it with one'],
  },
];

describe('a status that is not known names the column, the value and the option that settle it', () => {
  test.each(CASES)('of an identity: $name', ({ reading, raw, says }) => {
    const person = [
      identity({
        entitlement: 'unknown',
        entitlementReason: 'status_unknown',
        latest: { status: 'unknown', statusRaw: raw ?? null },
      }),
    ];
    const { reason, nextStep } = verdictOf({ person, reads: [snapshot(), snapshot({ kind: 'directory', reading })] });
    expect(reason).toBe('identity_status_unknown');
    for (const words of [...says, 'import FILE --kind directory --directory okta']) expect(nextStep).toContain(words);
  });

  test.each(CASES)('of an account: $name', ({ reading, raw, says }) => {
    const { reason, nextStep } = verdictOf({
      account: account({ sightings: [sighting(daysAgo(1), 'unknown')], latest: { statusRaw: raw ?? null } }),
      reads: [snapshot({ reading }), snapshot({ kind: 'directory' })],
    });
    expect(reason).toBe('account_status_unknown');
    for (const words of [...says, 'import FILE --kind clari-users']) expect(nextStep).toContain(words);
  });
});

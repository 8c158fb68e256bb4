import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hoursAgo, program } from '../helpers/program.ts';

const PEOPLE = [
  'Abel',
  'Berta',
  'Cem',
  'Dora',
  'Egon',
  'Fritzi',
  'Gero',
  'Hilde',
  'Igor',
  'Jule',
  'Kuno',
  'Lena',
  'Milo',
  'Nora',
];
const mail = (name: string, domain = 'orrery.example') => `${name.toLowerCase()}@${domain}`;
const hasLeft = (at: number) => at > 11;

/** Everybody signs in but the two who left in spring. */
const USERS = [
  'Clari User Id,Name,Email,Clari Role,Status,Last Login',
  ...PEOPLE.map(
    (name, at) =>
      `c${at},${name} Orrery,${mail(name)},Rep,Active,${(hasLeft(at) ? hoursAgo(4_000) : hoursAgo(30)).slice(0, 10)}`,
  ),
].join('\n');

function workspace(archived: (at: number) => boolean, names: readonly string[] = PEOPLE): string {
  const rows = names.map((name, at) => `g${at},${mail(name)},${name},Orrery,${archived(at) ? 'True' : 'False'}`);
  return ['uid,primaryEmail,name.givenName,name.familyName,Archived', ...rows].join('\n');
}

async function withUsers() {
  const one = await program();
  const load = await one.run(
    'import',
    await one.file('users.csv', USERS),
    '--kind',
    'clari-users',
    '--as-of',
    hoursAgo(9),
    '--complete',
  );
  expect(load.code, load.stderr).toBe(0);
  return one;
}

const AS = ['--kind', 'directory', '--directory', 'workspace', '--complete', '--as-of'];
const coverage = z.object({
  sources: z.array(
    z.object({
      source: z.string(),
      held_reads: z
        .array(z.object({ why: z.array(z.string()), overtaken: z.boolean(), accept_with: z.string() }))
        .optional(),
    }),
  ),
});

describe('a yes/no column mapped the wrong way round', () => {
  test('is held with the reason, shown before it counts, and right once the advice is followed', async () => {
    const { run, file } = await withUsers();
    const [path, at] = [await file('people.csv', workspace(hasLeft)), hoursAgo(8)];
    const dry = await run('import', path, ...AS, at, '--map', 'active=Archived', '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.stdout).toMatch(/nothing was changed\. A guard would hold this import: .*looks turned round/);
    const held = await run('import', path, ...AS, at, '--map', 'active=Archived');
    expect(held.code).toBe(3);
    expect(held.stderr).toMatch(/"Archived" looks turned round: import it again with --map inactive=Archived/);
    expect(held.stderr).toMatch(/12 of the 12 accounts whose people this directory calls gone are in use/);
    expect((await run('review')).stdout).not.toContain('leaver_active');
    const right = await run('import', path, ...AS, at, '--map', 'inactive=Archived');
    expect(right.code, right.stderr).toBe(0);
    const review = await run('review', '--finding', 'leaver_active');
    expect(review.stdout).toContain(mail('Nora'));
    expect(review.stdout).not.toContain(mail('Abel'));
  });

  test('stays in status with its reason until it is accepted, and the reads that follow pass', async () => {
    const { run, file } = await withUsers();
    const map = ['--map', 'active=Archived'];
    const path = await file('people.csv', workspace(hasLeft));
    expect((await run('import', path, ...AS, hoursAgo(8), ...map)).code).toBe(3);
    expect((await run('status')).stdout).toMatch(/is held and counts for nothing.*looks turned round/);
    const [held] =
      coverage
        .parse(JSON.parse((await run('status', '--json')).stdout))
        .sources.find(({ source }) => source === 'directory:workspace')?.held_reads ?? [];
    expect(held).toMatchObject({ overtaken: false, why: [expect.stringContaining('looks turned round')] });
    const [, ...command] = (held?.accept_with ?? '').split(' ');
    expect(command.slice(0, 2)).toEqual(['import', 'people.csv']);
    const accepted = await run('import', path, ...command.slice(2));
    expect(accepted.code, accepted.stderr).toBe(0);
    const next = await run('import', await file('next.csv', `${workspace(hasLeft)}\n`), ...AS, hoursAgo(2), ...map);
    expect(next.code, next.stderr).toBe(0);
  });
});

describe('a change too big to be one', () => {
  test('nine of fourteen people gone', async () => {
    const { run, file } = await program();
    const list = (names: readonly string[]) =>
      ['id,email,name,status', ...names.map((name) => `${name},${mail(name)},${name} Orrery,active`)].join('\n');
    expect((await run('import', await file('a.csv', list(PEOPLE)), ...AS, hoursAgo(9))).code).toBe(0);
    const held = await run('import', await file('b.csv', list(PEOPLE.slice(9))), ...AS, hoursAgo(2));
    expect(held.code).toBe(3);
    expect(held.stderr).toMatch(/9 of 14 active identities/);
  });

  test("another organisation's list in the same series", async () => {
    const { run, file } = await withUsers();
    const other = PEOPLE.map((name, at) => `x${at},${name} Elsewhere,${mail(name, 'elsewhere.example')},Rep,Active,`);
    const text = ['Clari User Id,Name,Email,Clari Role,Status,Last Login', ...other].join('\n');
    const held = await run('import', await file('other.csv', text), '--kind', 'clari-users', '--as-of', hoursAgo(2));
    expect(held.code).toBe(3);
    expect(held.stderr).toMatch(/None of the 14 ids of clari-users as of .* is in it: it is another organisation's/);
  });

  test('another report in the same series', async () => {
    const { run, file } = await withUsers();
    const rows = PEOPLE.map((name, at) => `c${at},${name} Orrery,${mail(name)},1,Standard`);
    const text = ['Benutzer-ID,Voller Name,E-Mail-Adresse,Freigeschaltet,Profil', ...rows].join('\n');
    const stated = ['--kind', 'clari-users', '--as-of', hoursAgo(2), '--complete', '--map', 'active=Freigeschaltet'];
    const path = await file('other.csv', text);
    const ids = ['--map', 'id=Benutzer-ID', '--map', 'email=E-Mail-Adresse', '--map', 'name=Voller Name'];
    const named = await run('import', path, ...stated, ...ids);
    expect(named.code, named.stderr).toBe(0);
    expect(named.stdout).toMatch(/Its headers are others than those of clari-users/);
  });
});

test('a directory in which nobody of its domain has an account', async () => {
  const { run, file } = await withUsers();
  const people = PEOPLE.map((name, at) => `w${at},staff${at}@orrery.example,${name} Orrery,active,${mail(name)}`);
  const text = ['id,email,name,status,Work address', ...people].join('\n');
  const held = await run('import', await file('hr.csv', text), ...AS, hoursAgo(2));
  expect(held.code).toBe(3);
  expect(held.stderr).toMatch(
    /None of 14 accounts \(0 %\) is found in it.*14 of them are there by name under other addresses.*--map email="Work address"/,
  );
});

test("a vendor's own words are reported, not held", async () => {
  const { run, file } = await withUsers();
  const rows = PEOPLE.map(
    (name, at) => `o${at},${hasLeft(at) ? 'ACTIVE' : 'DEPROVISIONED'},${mail(name)},${mail(name)}`,
  );
  const text = ['id,status,profile.login,profile.email', ...rows].join('\n');
  const imported = await run(
    'import',
    await file('okta.csv', text),
    '--directory',
    'okta',
    '--complete',
    '--as-of',
    hoursAgo(2),
  );
  expect(imported.code, imported.stderr).toBe(0);
  expect(imported.stdout).toMatch(/warning line 1: 12 of the 12 accounts .* words or codes of its own/);
});

test('a statement that turns every status round is held, also where it is about the same bytes', async () => {
  const { run, file } = await program();
  const rows = Array.from({ length: 30 }, (_, at) => `${at},p${at}@acme.com,${at === 7 ? 'Yes,2026-05-20' : 'Yes,'}`);
  const path = await file('users.csv', ['Clari User ID,Email,Active,Deactivated On', ...rows].join('\n'));
  const args = ['import', path, '--kind', 'clari-users', '--as-of', hoursAgo(2), '--complete'];
  expect((await run(...args)).stdout).toContain('30 accepted');
  const advice = (await run('review', '--all')).stdout + (await run('status', '--all')).stdout;
  // The word is understood: one row speaks against itself, and no mapping of the word settles that.
  expect(advice).toContain('which is understood, and something else that speaks against it');
  expect(advice).not.toContain('Active:Yes');
  const turned = await run(...args, '--map', 'inactive=Active:Yes');
  expect(turned).toMatchObject({ code: 3, stderr: expect.stringContaining('is held and counts for nothing') });
  expect((await run('review', '--json')).stdout).not.toContain('"inactive": 30');
  expect((await run('work', '--all')).stdout).toContain('--complete --map inactive=Active:Yes --accept-drop');
});

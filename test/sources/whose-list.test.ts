import { describe, expect, test } from 'vitest';
import { headerFingerprint, headerKey } from '../../src/sources/csv/header.ts';
import { inspectFile } from '../../src/sources/inspect.ts';
import { file, inspect, NOW, read, refusal, statement, warned } from './reading.ts';

const ASKS = ['ERR_KIND_AMBIGUOUS', 'ERR_KIND_UNKNOWN', 'ERR_USAGE', 'ERR_KIND_UNSUPPORTED'];

/** Lists of users as applications that people have beside Clari write them. */
const OF_OTHERS: readonly (readonly [string, string])[] = [
  ['HubSpot', 'Name,Email,Role,Team,Status,Last active\nIda Berg,ida@example.com,Sales,East,Active,2026-11-02\n'],
  [
    'Gong',
    'First name,Last name,Email,Title,Manager,Team,Active,Last login\nIda,Berg,ida@example.com,AE,Bo,East,Yes,\n',
  ],
  [
    'Zoom',
    'Email,First Name,Last Name,Role,License Type,Status,Last Login\nida@example.com,Ida,Berg,Member,Basic,Active,\n',
  ],
  ['Slack', 'username,email,status,role,userid,fullname,last active\nida,ida@example.com,Member,User,U1,Ida Berg,\n'],
  [
    'Outreach',
    'User ID,Name,Email,CRM User ID,Role,Team,Status,Last Login,License\n7,Ida,ida@example.com,,Rep,East,Active,,Full\n',
  ],
  ['Notion', 'User,Email,Role,Seat,Last active\nIda Berg,ida@example.com,Member,Full,2026-11-02\n'],
  ['Asana', 'Name,Email,Role,License,Status,Last activity\nIda Berg,ida@example.com,Member,Paid,Active,2026-11-02\n'],
  [
    'a product whose name begins like it',
    'Name,Email,Clarity Role,Team,Status,Last Login\nIda,ida@example.com,Rep,East,Active,\n',
  ],
  ['FileMaker', 'Name,Email,Claris ID,Role,Team,Status\nIda,ida@example.com,c1,Rep,East,Active\n'],
  ['Copilot', 'Name,Email,Clari Copilot Role,Team,Role,Status\nIda,ida@example.com,Rep,East,Rep,Active\n'],
  [
    'Salesforce, with a field on Clari',
    'Username,Alias,Profile,Email,Role,Active,Clari License,Clari User\nida@example.com.prod,iberg,Standard,ida@example.com,AE,1,1,1\n',
  ],
  [
    'Salesforce',
    '"User ID","Full Name","Username","Email","Role","Active","Last Login"\n"0055e000001XyZa","Ida Berg","ida@example.com","ida@example.com","AE","1",""\n',
  ],
  ['an HR system that asks for it', 'Name,Email,Role,Team,Has Clari,Status\nIda,ida@example.com,Rep,East,yes,Active\n'],
];

describe('a list of users that nothing makes Clari’s', () => {
  test.each(OF_OTHERS)('of %s is asked about', async (_name, content) => {
    const { code, remedy } = await refusal(() => inspect(content));
    expect(ASKS).toContain(code);
    expect(remedy).toContain('--kind ');
  });

  test.each(OF_OTHERS)('of %s is read when a person says that it is', async (_name, content) => {
    expect((await inspect(content, { kind: 'clari-users' })).detection).toMatchObject({
      kind: 'clari-users',
      basis: 'stated',
    });
  });

  test('the ways out are named, and each is a way', async () => {
    const [, content = ''] = OF_OTHERS[0] ?? [];
    const { code, message, remedy } = await refusal(() => inspect(content));
    expect([code, message]).toEqual(['ERR_KIND_AMBIGUOUS', expect.stringContaining("nothing in it is Clari's own")]);
    expect(remedy).toMatch(/--kind clari-users.*--kind directory --directory NAME/s);
    expect((await inspect(content, { kind: 'directory', directory: 'hubspot' })).head.directory).toBe('hubspot');
  });

  test('of Salesforce is named, and its way out is a directory', async () => {
    const content = OF_OTHERS.find(([name]) => name === 'Salesforce')?.[1] ?? '';
    const { message, remedy } = await refusal(() => inspect(content));
    expect(message).toContain('Salesforce');
    expect(remedy).toContain('--kind directory --directory salesforce');
    const { observations } = await read(content, { kind: 'directory', directory: 'salesforce' });
    expect(observations[0]?.row).toMatchObject({ directory: 'salesforce', status: 'active', email: 'ida@example.com' });
  });

  test('of Salesforce stated to be Clari’s is read with a plain warning', async () => {
    const content = OF_OTHERS.find(([name]) => name === 'Salesforce')?.[1] ?? '';
    expect(warned(await read(content, { kind: 'clari-users' }))).toMatch(
      /looks like a list of Salesforce users.*--directory salesforce/,
    );
  });
});

describe('a list of users that is Clari’s', () => {
  test.each([
    ['a header', 'Name,Email,Clari role,Status\nIda,ida@example.com,Rep,Active\n'],
    ['another header', 'Name,Email,Role,Team,Seat in Clari,Status\nIda,ida@example.com,Rep,East,Full,Active\n'],
    ['a value', 'Name,Email,Role,Team,License,Status\nIda,ida@example.com,Rep,East,Clari Forecasting,Active\n'],
  ])('by %s', async (_what, content) => {
    expect((await inspect(content)).detection).toMatchObject({ kind: 'clari-users', basis: 'content' });
  });

  const KNOWN = new Set([headerFingerprint('Name,Email,Status'.split(',').map(headerKey))]);

  test('because the series had these headers before', async () => {
    const content = file('Name,Email,Status\nIda,ida@example.com,Active\n');
    const { detection } = await inspectFile(content, statement(), NOW, KNOWN);
    expect(detection).toMatchObject({ kind: 'clari-users', basis: 'content' });
    expect(detection.why.join(' ')).toContain('earlier ones had these headers');
  });

  test('and then it is no directory, unless a person maps what identifies a row', async () => {
    const content = file('Name,Email,Status\nIda,ida@example.com,Active\n');
    const said = { kind: 'directory', directory: 'hr' } as const;
    const { code, remedy } = await refusal(() => inspectFile(content, statement(said), NOW, KNOWN));
    expect([code, remedy]).toEqual(['ERR_KIND_MISMATCH', expect.stringContaining('--map email=HEADER')]);
    const mapped = statement({ ...said, mapping: { email: 'Email' } });
    expect((await inspectFile(content, mapped, NOW, KNOWN)).head.kind).toBe('directory');
  });

  test('but not because it had others', async () => {
    const content = file('Name,Email,Status,Role\nIda,ida@example.com,Active,Rep\n');
    expect((await refusal(() => inspectFile(content, statement(), NOW, KNOWN))).code).toBe('ERR_KIND_AMBIGUOUS');
  });
});

describe('rows of a users list that name their application', () => {
  const LIST =
    'Application,Name,Email,Status\nClari,Ida,ida@example.com,Active\nClarify,Bo,bo@example.com,Active\nClari Copilot,Cy,cy@example.com,Active\n';

  test('those of others are skipped and named', async () => {
    const all = await read(LIST, { kind: 'clari-users' });
    expect(all.observations.map(({ row }) => ('email' in row ? row.email : ''))).toEqual(['ida@example.com']);
    expect(warned(all)).toContain('"Clarify", "Clari Copilot"');
    expect(all.summary.tally).toMatchObject({ rowsRead: 1, rowsRefused: 0 });
  });

  test('a list of others alone is no list without rows', async () => {
    const { code, message } = await refusal(() =>
      read(LIST.replace('\nClari,Ida,ida@example.com,Active', ''), { kind: 'clari-users' }),
    );
    expect([code, message]).toEqual(['ERR_NO_ROWS', expect.stringContaining('"Clarify", "Clari Copilot"')]);
  });
});

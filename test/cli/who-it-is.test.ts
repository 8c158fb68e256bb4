import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stateAtDesk } from '../helpers/desk.ts';
import { hoursAgo, program } from '../helpers/program.ts';

/** `review --json` of these files, read one after the other as complete. */
async function reviewOf(files: Readonly<Record<string, string>>) {
  const { run, file } = await program();
  for (const [name, content] of Object.entries(files)) {
    const flags = name.startsWith('assigned') ? ['--kind', 'directory-assignments', '--directory', 'okta'] : [];
    const read = await run('import', await file(name, content), '--as-of', hoursAgo(3), '--complete', ...flags);
    expect(read.stderr).toBe('');
    expect(read.code).toBe(0);
  }
  const { stdout } = await run('review', '--json');
  const report: { readonly accounts: readonly Readonly<Record<string, unknown>>[] } = JSON.parse(stdout);
  return report.accounts.map(({ email, finding, reason, next_step }) => ({ email, finding, reason, next_step }));
}

const CLARI = 'Clari User Id,Name,Email,Role,Status';

test.each(['VENDOR', '99999', '4711', 'see HR'])('a leaver is no colleague who shares %s', async (id) => {
  const shown = await reviewOf({
    'clari.csv': `${CLARI}\nu1,Mara Lunde,mara.lunde@acme.example,Rep,Active\n`,
    'okta.csv': `id,status,login,email,firstName,lastName,employeeNumber
00u1,DEPROVISIONED,mara.lunde@acme.example,mara.lunde@acme.example,Mara,Lunde,${id}
00u2,ACTIVE,tom.ekberg@acme.example,tom.ekberg@acme.example,Tom,Ekberg,${id}
`,
    'assigned.csv': 'id,userName,status,scope\n00u2,tom.ekberg@acme.example,ACTIVE,USER\n',
  });
  expect(shown).toMatchObject([{ email: 'mara.lunde@acme.example', finding: 'leaver_active' }]);
});

test.each([
  ['a further address of a colleague', 'nils.falk@acme.example', 'Nils,Falk', 'smtp:nora.falk@acme.example'],
  ['the address of a new colleague', 'nora.falk@acme.example', 'Omar,Dahl', ''],
])('%s that was a leaver’s is a question, and the next step says which', async (_, email, name, alias) => {
  const shown = await reviewOf({
    'clari.csv': `${CLARI}\nu1,Nora Falk,nora.falk@acme.example,Rep,Active\n`,
    'entra.csv': `id,userPrincipalName,displayName,givenName,surname,mail,accountEnabled,proxyAddresses
a1,nora.falk_left@acme.example,Nora Falk,Nora,Falk,,False,
b2,${email},${name.replace(',', ' ')},${name},${email},True,${alias}
`,
  });
  expect(shown).toMatchObject([{ finding: 'needs_review', reason: 'address_moved_on' }]);
  expect(shown[0]?.next_step).toContain('the present holder of the address');
});

test('a claim follows an account from the short form of its id to the long one', async () => {
  const { run, file, environment } = await program();
  const users = (id: string) =>
    file(`${id}.csv`, `User Id,Name,Email,Role,Clari Team,Status\n${id},Nora Falk,nora@acme.example,Rep,East,Active\n`);
  await run('import', await users('0055g000001AbCd'), '--as-of', hoursAgo(30), '--complete');
  const claim = { account: 'nora@acme.example', performed_by: 'Mara', performed_at: hoursAgo(20) };
  await stateAtDesk(environment, 'record_manual_deactivation', claim);
  await run('import', await users('0055g000001AbCdAAK'), '--as-of', hoursAgo(2), '--complete');
  const { accounts } = JSON.parse((await run('review', '--json')).stdout);
  expect(accounts).toMatchObject([{ account_id: '0055g000001AbCdAAK', finding: 'contradicted' }]);
});

const MAPS = [
  ...['id=Clari User Id', 'name=Name', 'email=Email', 'employee_id=Employee ID'].flatMap((one) => [
    '--accounts-map',
    one,
  ]),
  ...['id=id', 'name=displayName', 'email=mail', 'employee_id=employeeId'].flatMap((one) => ['--identities-map', one]),
];

test('match and import answer the same of one pair', async () => {
  const { run, file, home } = await program();
  const people = [
    ['Nora Falk', 'n@acme.example', '00815', 'Nora Falk', 'n@corp.example', '815', 'linked'],
    ['Nora Falk', 'k@acme.example', '', 'Kai Storm', 'k@acme.example', '', 'candidate'],
    ['Mara Lunde', 'm@acme.example', '4711.0', 'Mara Lunde', 'm@acme.example', '4711', 'linked'],
    ['Søren Åström', 's@acme.example', '', 'S?ren ?str?m', 's@acme.example', '', 'linked'],
  ] as const;
  for (const [name, email, id, theirName, theirEmail, theirId, decision] of people) {
    const left = await file(
      'clari.csv',
      `Clari User Id,Name,Email,Role,Status,Employee ID\nu1,${name},${email},Rep,Active,${id}\n`,
    );
    const right = await file(
      'entra.csv',
      `id,userPrincipalName,displayName,mail,accountEnabled,employeeId\na1,${theirEmail},${theirName},${theirEmail},False,${theirId}\n`,
    );
    const out = join(home, 'out.csv');
    expect((await run('match', left, right, '--out', out, ...MAPS)).stderr).not.toContain('ERR_');
    expect(await readFile(out, 'utf8')).toContain(`,${decision},`);
    const store = await program();
    for (const path of [left, right]) await store.run('import', path, '--as-of', hoursAgo(3), '--complete');
    const { accounts } = JSON.parse((await store.run('review', '--json')).stdout);
    expect(accounts).toMatchObject([{ finding: decision === 'linked' ? 'leaver_active' : 'needs_review' }]);
  }
});

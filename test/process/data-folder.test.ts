import { chmod, chown, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AS_NOBODY, isRoot, NOBODY, noNobody } from '../helpers/as-nobody.ts';
import { USERS } from '../helpers/files.ts';
import { hoursAgo, MAIN, program } from '../helpers/program.ts';
import { shell } from '../helpers/shell.ts';

if (noNobody !== null) process.stderr.write(`a folder of another user is not tried: ${noNobody}\n`);

async function withRead(environment: Readonly<Record<string, string>> = {}) {
  const one = await program(environment);
  const file = await one.file('users.csv', USERS);
  const run = await one.run('import', file, '--kind', 'clari-users', '--as-of', hoursAgo(2), '--complete');
  expect(run.code, run.stderr).toBe(0);
  return { ...one, data: join(one.home, 'data'), file };
}

describe('a data folder that is open to others', () => {
  test.each(['755', '770', '701', '740'])('mode %s: doctor fails, names the command, and it helps', async (mode) => {
    const { data, run } = await withRead();
    await chmod(data, Number.parseInt(mode, 8));
    const open = await run('doctor');
    expect([open.code, open.stdout]).toEqual([1, expect.stringContaining('chmod 700 on the data folder')]);
    expect(open.stderr).toContain('configuration: data folder');
    await chmod(data, 0o700);
    const closed = await run('doctor');
    expect([closed.code, closed.stdout]).toEqual([0, expect.not.stringContaining('chmod 700')]);
  });

  test('is none that the program made, whatever the umask', async () => {
    const { home, environment, file } = await program().then(async (one) => ({
      ...one,
      file: await one.file('users.csv', USERS),
    }));
    const ours = `"${process.execPath}" "${MAIN}"`;
    const made = await shell(
      `umask 000; ${ours} import "${file}" --kind clari-users --complete && ${ours} evidence export --out "${home}/data/evidence/one"`,
      environment,
    );
    expect(made.code, made.stderr).toBe(0);
    const data = join(home, 'data');
    const names = await readdir(data);
    expect(names).toEqual(expect.arrayContaining(['store.sqlite', 'ledger-signing.key', 'evidence']));
    for (const path of [data, ...names.map((name) => join(data, name))])
      expect([path, (await stat(path)).mode & 0o077]).toEqual([path, 0]);
  });
});

test.skipIf(noNobody !== null || !isRoot)(
  'a key that root put back is named, and no new one takes its place',
  async () => {
    const { home, data, environment } = await withRead();
    await chmod(home, 0o711);
    for (const path of [data, ...(await readdir(data)).map((name) => join(data, name))])
      await chown(path, NOBODY, NOBODY);
    const key = join(data, 'ledger-signing.key');
    await writeFile(key, 'of root', { mode: 0o600 });
    const packs = join(home, 'packs');
    await mkdir(packs);
    await chown(packs, NOBODY, NOBODY);
    const asNobody = [...AS_NOBODY, `"${process.execPath}"`, `"${MAIN}"`].join(' ');
    const exported = await shell(`${asNobody} evidence export --out "${packs}/one"`, environment);
    const said = "The file ledger-signing.key of the data folder can't be read.";
    expect([exported.code === 0, exported.stderr]).toEqual([false, expect.stringContaining(said)]);
    const doctor = await shell(`${asNobody} doctor`, environment);
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining(said)]);
    expect((await stat(key)).uid).toBe(0);
  },
);

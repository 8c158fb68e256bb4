import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { company, exporting } from '../exports/company.ts';
import { expectGolden } from './generated.ts';

const GOLDEN = 'test/golden/exports';

const FORMATS = [
  { format: 'entra-review', files: ['', '.left-out.csv'], args: [] },
  { format: 'baton-file', files: [''], args: [] },
  { format: 'vanta', files: [''], args: ['--resource-id', '65f0'] },
  { format: 'ocsf', files: [''], args: [] },
  { format: 'scim', files: [''], args: [] },
  { format: 'graph', files: ['/graph.json', '/graph.graphml'], args: [] },
] as const;

test.each(FORMATS)('$format of the small company is as its golden files say', async ({ format, files, args }) => {
  const { run, folder } = await exporting(await company());
  const { code, out, err } = await run(format, '--out', join(folder, format), ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const file of files) {
    const written = await readFile(join(folder, `${format}${file}`), 'utf8');
    // Ids of reads are drawn anew each time.
    const text = written.replaceAll(/snap_[0-9a-f-]+/g, 'snap_…');
    await expectGolden(`${GOLDEN}/${format}${file.replace('/', '.') || '.txt'}`, text);
  }
  await expectGolden(
    `${GOLDEN}/${format}.answer.txt`,
    out.replaceAll(folder, '.').replaceAll(/\d+ bytes, SHA-256 [0-9a-f]{64}/g, '…'),
  );
});

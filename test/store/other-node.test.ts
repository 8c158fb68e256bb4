import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { chooseBinding } from '../../src/store/sqlite/choose-binding.ts';

const other = process.env['CLARI_IDENTITY_TEST_NODE'];
const here = await chooseBinding(['node:sqlite']).then(
  () => true,
  () => false,
);
const skipped = here
  ? 'this Node runs it itself'
  : other === undefined || other === ''
    ? 'CLARI_IDENTITY_TEST_NODE names no Node of 22.13 or newer'
    : null;
if (skipped !== null && !here) process.stderr.write(`node:sqlite is not tested here: ${skipped}\n`);

/** The same tests on a Node that has node:sqlite; there this one is skipped. */
test.skipIf(skipped !== null)(
  `node:sqlite on another Node${skipped === null ? '' : ` (${skipped})`}`,
  {
    timeout: 300_000,
  },
  async () => {
    const child = spawn(
      other ?? '',
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--config',
        'test/vitest.config.ts',
        '--reporter=verbose',
        'test/store',
      ],
      {
        // The report of the run around it is not this one's.
        env: { ...process.env, VITEST_JSON_REPORT: undefined, CLARI_IDENTITY_TEST_NODE: undefined, NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    await once(child, 'close');
    expect(child.exitCode, output).toBe(0);
    expect(output).toContain('node:sqlite > ');
    expect(output).not.toContain('ExperimentalWarning');
  },
);

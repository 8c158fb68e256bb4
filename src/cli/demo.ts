import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { demoWalk } from './demo-walk.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

interface DemoFlags extends CommonOptions {
  readonly keep?: boolean;
}

export function demoCommand(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .summary('walk through a sample company, in a store that is then removed')
    .option('--keep', 'keep the store and say where it is')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: DemoFlags) => {
      const home = await mkdtemp(join(tmpdir(), 'clari-identity-demo-'));
      try {
        const [{ loadDemo }, { firstReview }] = await Promise.all([
          import('./demo-load.ts'),
          import('./demo-first-review.ts'),
        ]);
        const now = new Date().toISOString();
        const loaded = await loadDemo(home, now, undefined, firstReview(now));
        const walk = await demoWalk(loaded, home, flags.json === true ? () => undefined : terminal.out);
        if (flags.json === true) terminal.out(JSON.stringify(walk, null, 2));
      } finally {
        if (flags.keep === true) terminal.err(`Kept: CLARI_IDENTITY_HOME=${home}`);
        else await rm(home, { recursive: true, force: true });
      }
    });
}

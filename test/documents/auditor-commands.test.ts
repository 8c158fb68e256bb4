import { test } from 'vitest';
import { AUDITOR_COMMANDS, AUDITOR_PREPARATION } from '../../src/report/pack/auditor-commands.ts';
import { expectGenerated } from './generated.ts';

test("the auditor's commands of the documents are those of the packs", async () => {
  const block = (text: string) => ['```bash', text, '```'].join('\n');
  const commands = AUDITOR_COMMANDS.map(({ shows, command }, index) => `${index + 1}. ${shows}\n\n${block(command)}`);
  await expectGenerated('docs/audit.md', 'commands', [block(AUDITOR_PREPARATION), ...commands].join('\n\n'));
});

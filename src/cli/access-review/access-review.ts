import type { Command } from 'commander';
import type { Tool } from '../../tool.ts';
import type { Terminal } from '../terminal.ts';
import { closeCommand } from './close.ts';
import { decideCommand } from './decide.ts';
import { openCommand } from './open.ts';
import { remindCommand } from './remind.ts';
import { showCommand } from './show.ts';
import { worksheetCommand } from './worksheet.ts';

export interface ReviewTools {
  readonly open: Tool;
  readonly show: Tool;
  readonly decide: Tool;
  readonly close: Tool;
}

export function accessReviewCommand(program: Command, terminal: Terminal, tools: ReviewTools): void {
  const review = program.command('access-review').summary('have people decide who keeps access, and prove it');
  openCommand(review, terminal, tools.open);
  showCommand(review, terminal, tools.show);
  decideCommand(review, terminal, tools.decide);
  worksheetCommand(review, terminal);
  remindCommand(review, terminal);
  closeCommand(review, terminal, tools.close);
}

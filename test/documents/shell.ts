import { blocksOf } from './markdown.ts';

/** One command of a shell block: its words, quotes taken off. */
export type CommandLine = readonly string[];

/** The commands of every `sh` block of a page, in order, one list for each block. */
export function commandBlocks(text: string): readonly (readonly CommandLine[])[] {
  return blocksOf(text, 'sh').map((block) => commandsOf(block));
}

/** Commands that stand in a sentence as code, such as `clari-identity-mcp status`. */
export function inlineCommands(text: string): readonly CommandLine[] {
  const inline = text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`(clari-identity-mcp [^`]+)`/g);
  return [...inline].map(([, command = '']) => wordsOf(command));
}

function commandsOf(block: string): readonly CommandLine[] {
  return block
    .replace(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => withoutComment(line).split(' && '))
    .map(wordsOf)
    .filter((words) => words.length > 0);
}

function withoutComment(line: string): string {
  const [whole = ''] = /^(?:"[^"]*"|'[^']*'|(?:^|\S)#|[^#"'])*/.exec(line.replace(/^#/, ' #')) ?? [];
  return whole.trim();
}

/** Splits at blanks as a shell does; `$(…)` stays one word. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g)].map(([word]) => word.replace(/["']/g, ''));
}

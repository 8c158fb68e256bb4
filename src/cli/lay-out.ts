const WIDTH_MAX = 100;

/**
 * Lays out a tool's text for a terminal: a blank line before each numbered step and new part, long lines wrapped with
 * their indentation.
 */
export function layOut(text: string, width: number | null): string {
  const lines = text.split('\n');
  const spaced = lines.flatMap((line, at) => (at > 0 && beginsPart(line, lines[at - 1] ?? '') ? ['', line] : [line]));
  if (width === null) return spaced.join('\n');
  return spaced.flatMap((line) => wrap(line, Math.min(Math.max(width, 40), WIDTH_MAX))).join('\n');
}

function beginsPart(line: string, before: string): boolean {
  const part = /^(\d+\. |Risk|Handover|Set aside|Next)/.exec(line)?.[1];
  if (part === undefined) return false;
  return /^\d/.test(part) || !before.startsWith(part);
}

function wrap(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  const indent = ' '.repeat(/^\s*(?:- |\d+\. )?/.exec(line)?.[0].length ?? 0);
  const wrapped: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const cut = rest.lastIndexOf(' ', width);
    if (cut <= indent.length) break;
    wrapped.push(rest.slice(0, cut));
    rest = `${indent}${rest.slice(cut + 1)}`;
  }
  return [...wrapped, rest];
}

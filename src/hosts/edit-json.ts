import { isDeepStrictEqual } from 'node:util';
import { applyEdits, type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import { ClariIdentityError } from '../model/errors.ts';
import { appendTo, putAt, READING } from './json-text.ts';
import type { Merged } from './merge.ts';

/** Reads JSON as hosts do, with comments; refuses what could be read in two ways. */
export function readJson(text: string): unknown {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, READING);
  const [error] = errors;
  if (error !== undefined || tree === undefined) throw noJson(lineAt(text, error?.offset ?? 0));
  refuseRepeats(text, tree);
  const document: unknown = parse(text, [], READING);
  return document;
}

/** The text with our changes, and every other character as it was. */
export function editJson(text: string, merged: Merged): string {
  let edited = text.trim() === '' ? '{}\n' : text;
  for (const { path, value } of merged.changes) edited = applyEdits(edited, [...putAt(edited, path, value)]);
  for (const input of merged.inputs)
    edited = applyEdits(edited, [
      ...(hasInputs(edited) ? appendTo(edited, ['inputs'], input) : putAt(edited, ['inputs'], [input])),
    ]);
  // A changed text that says anything else than was meant is not written.
  if (!isDeepStrictEqual(readJson(edited), merged.document)) throw notMeant();
  return edited;
}

export function notMeant(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    'The configuration of the host is written in a way in which the entry cannot be put in without disturbing the rest. Nothing was changed.',
    'Put the entry in by hand, as the same command without --write prints it.',
  );
}

function hasInputs(text: string): boolean {
  const document: unknown = parse(text, [], READING);
  return typeof document === 'object' && document !== null && 'inputs' in document;
}

/** Hosts differ in which of two equal keys counts. */
function refuseRepeats(text: string, node: Node): void {
  const names = new Set<string>();
  for (const child of node.children ?? []) {
    if (child.type === 'property') {
      const name = String(child.children?.[0]?.value);
      if (names.has(name) || name === '__proto__')
        throw new ClariIdentityError(
          'ERR_GUARD',
          `The configuration of the host has a key twice in one object, or one that is no name, in line ${lineAt(text, child.offset)}: which of the two counts is not known. Nothing was changed.`,
          'Remove one of the two, and run the command again.',
        );
      names.add(name);
    }
    refuseRepeats(text, child);
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function noJson(line: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `The configuration of the host is no JSON from line ${line} on. Nothing was changed.`,
    'Correct the file; the host cannot read it either.',
  );
}

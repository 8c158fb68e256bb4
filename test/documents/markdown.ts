import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Files at these places, and those below them whose name ends so. */
export async function textsOf(ending: string, places: readonly string[]): Promise<readonly Page[]> {
  const paths = await Promise.all(
    places.map(async (place) => {
      if (/\w\.\w+$/.test(basename(place))) return [place];
      const names = await readdir(place, { recursive: true });
      return names.filter((name) => name.endsWith(ending)).map((name) => join(place, name));
    }),
  );
  return Promise.all(paths.flat().map(async (path) => ({ path, text: await readFile(path, 'utf8') })));
}

export async function pagesOf(...places: readonly string[]): Promise<readonly Page[]> {
  return textsOf('.md', places);
}

/** What people read on their way into the project. */
export const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'docs', '.github'] as const;

/** Fenced blocks of one language, without the fences. */
export function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, named, block = '']) =>
    named === language ? [block] : [],
  );
}

/** Sentences alone: no code, no comments, and nothing that is generated from the program's own words. */
export function proseOf(text: string): string {
  return text
    .replace(/<!-- (\w+):start -->[\s\S]*?<!-- \1:end -->/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/^ {4}.*$/gm, '')
    .replace(/`[^`]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']');
}

/** The anchor under which a heading is reached, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

export function anchorsOf(text: string): readonly string[] {
  return [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    anchorOf(heading.trim()),
  );
}

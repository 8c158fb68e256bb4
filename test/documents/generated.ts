import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';

const UPDATE = process.env['UPDATE_DOCS'] === '1';

/** Text between two markers of a document must be this; `npm run docs` writes it. */
export async function expectGenerated(path: string, marker: string, text: string): Promise<void> {
  const document = await readFile(path, 'utf8');
  const [start, end] = [`<!-- ${marker}:start -->`, `<!-- ${marker}:end -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  expect(from, `${path} has the marker ${start}`).toBeGreaterThanOrEqual(0);
  expect(to, `${path} has the marker ${end}`).toBeGreaterThan(from);
  const wanted = `${document.slice(0, from + start.length)}\n${text.trim()}\n${document.slice(to)}`;
  if (UPDATE) await writeFile(path, wanted);
  else expect(document, `${path} is out of date: npm run docs`).toBe(wanted);
}

/** The file must have exactly this content; `npm run docs` writes it. A missing file fails. */
export async function expectGolden(path: string, text: string): Promise<void> {
  if (UPDATE) await writeFile(path, text);
  else expect(await readFile(path, 'utf8').catch(() => '(missing)'), `${path}: npm run docs`).toBe(text);
}

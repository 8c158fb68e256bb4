import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bare } from '../../model/foreign.ts';
import { broken } from './broken.ts';

/** A manifest of a real pack has a few kilobytes. */
const MOST_SMALL_BYTES = 4 * 1024 * 1024;
/** A sheet of five thousand decisions with long rationales is one entry. */
const MOST_LINE = 64 * 1024 * 1024;

/** Lists the names in the folder. It refuses everything but plain files, since a link could lead out of the pack. */
export async function packNames(folder: string): Promise<readonly string[]> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    throw broken('the folder', 'it cannot be read', cause);
  }
  for (const name of names) {
    if (!(await lstat(join(folder, name))).isFile()) throw broken(bare(name), 'it is not a plain file');
  }
  return names;
}

/** The whole text of a small file. */
export async function smallFile(folder: string, name: string): Promise<string> {
  return decoded(await smallBytes(folder, name), name);
}

export async function smallBytes(folder: string, name: string): Promise<Buffer> {
  try {
    const { size } = await lstat(join(folder, name));
    if (size > MOST_SMALL_BYTES) throw broken(bare(name), `it has ${size} bytes, more than such a file ever has`);
    return await readFile(join(folder, name));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw broken(bare(name), 'it is missing', cause);
    throw cause;
  }
}

/** Exactly the bytes as text: bytes that are no UTF-8 would be read as others than those that were signed. */
function decoded(content: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (cause) {
    throw broken(bare(name), 'it is not UTF-8', cause);
  }
}

export async function fileDigest(
  folder: string,
  name: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(join(folder, name))) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Yields the values of a JSON Lines file one at a time, so that a ledger of any length fits into memory. */
export async function* jsonLines(folder: string, name: string): AsyncGenerator<unknown, void, void> {
  let line = 0;
  for await (const text of linesOf(folder, name)) {
    line += 1;
    if (text.length > MOST_LINE) throw broken(`${name}, line ${line}`, 'it is longer than any line that we write');
    yield parsed(text, `${name}, line ${line}`);
  }
}

async function* linesOf(folder: string, name: string): AsyncGenerator<string, void, void> {
  let rest = '';
  for await (const chunk of createReadStream(join(folder, name), { encoding: 'utf8' })) {
    rest += String(chunk);
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      yield rest.slice(0, end);
      rest = rest.slice(end + 1);
    }
    // An endless line is not collected. The caller gets its beginning and refuses it.
    if (rest.length > MOST_LINE) break;
  }
  if (rest !== '') yield rest;
}

/** @param where What the text is, for the error. */
export function parsed(text: string, where: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw broken(where, 'it is not JSON', cause);
  }
}

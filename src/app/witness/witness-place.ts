import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { WitnessPlace } from '../../model/witness.ts';
import { transport } from '../../sources/live/transport.ts';
import { TUNING } from '../../sources/live/tuning.ts';

const shape = z.object({
  sequence: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
  key_id: z.string(),
  public_key: z.string(),
  signature: z.string(),
});

const MOST_BYTES = 64 * 1024;
/** Nobody waits for it, and nobody should see a command hang on it. */
const PATIENCE = { ...TUNING, timeoutMs: 4_000, attempts: 2, waitMaxMs: 1_000, bodyMaxBytes: MOST_BYTES };

/** Without anything of it that may be secret. */
export function nameOf(place: WitnessPlace): string {
  return place.kind === 'file' ? place.path : new URL(place.url.reveal()).origin;
}

/** What is kept there; null: nothing yet. */
export async function readWitness(place: WitnessPlace): Promise<Checkpoint | null> {
  const text = place.kind === 'file' ? await textOfFile(place.path) : await textAt(place.url.reveal());
  if (text === null || text.trim() === '') return null;
  const { sequence, hash, at, key_id: keyId, public_key: publicKey, signature } = headOf(text, nameOf(place));
  return { sequence, hash, at, keyId, publicKey, signature };
}

export async function writeWitness(place: WitnessPlace, head: Checkpoint): Promise<void> {
  const { sequence, hash, at, keyId, publicKey, signature } = head;
  const text = `${JSON.stringify({ sequence, hash, at, key_id: keyId, public_key: publicKey, signature })}\n`;
  if (place.kind === 'file') return writeWhole(place.path, text);
  const response = await send(place.url.reveal(), 'PUT', text);
  if (response.status < 200 || response.status >= 300) throw refused(nameOf(place), response.status);
}

/** Whole or not at all: a machine that stops leaves the head before. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw unusable(path, 'cannot be written', cause);
  }
}

async function textOfFile(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).slice(0, MOST_BYTES);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw unusable(path, 'cannot be read', cause);
  }
}

async function textAt(address: string): Promise<string | null> {
  const response = await send(address, 'GET');
  if (response.status === 404 || response.status === 204) return null;
  if (response.status !== 200) throw refused(new URL(address).origin, response.status);
  return response.text;
}

async function send(address: string, method: 'GET' | 'PUT', body?: string) {
  const url = new URL(address);
  const { username, password } = url;
  [url.username, url.password] = ['', ''];
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return transport({ service: 'The witness', origins: [url.origin], tuning: PATIENCE }).send({
    url: url.href,
    method,
    headers: {
      ...(username === '' && password === '' ? {} : { authorization: `Basic ${basic}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    expects: 'any',
  });
}

function headOf(text: string, name: string): z.infer<typeof shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw unusable(name, 'holds something else than the head of a ledger', cause);
  }
}

function unusable(name: string, what: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `The witness ${quote(name, { longest: 320 })} ${what}.`,
    'Check CLARI_IDENTITY_WITNESS and whether that place is there and may be written.',
    { cause },
  );
}

function refused(name: string, status: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `The witness at ${quote(name, { longest: 320 })} answered ${status}.`,
    'It has to take PUT with a JSON body and to give the same back for GET. Check CLARI_IDENTITY_WITNESS.',
  );
}

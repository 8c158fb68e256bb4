import { createHash, createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { historyRowOf } from '../../src/app/evidence/other-rows.ts';
import { sealEntry } from '../../src/ledger/chain.ts';
import { signCheckpoint } from '../../src/ledger/checkpoint.ts';
import { signEnvelope } from '../../src/ledger/envelope.ts';
import { sha256Hex } from '../../src/ledger/hash.ts';
import { keyId, newPrivateKey, publicPem, signText } from '../../src/ledger/signature.ts';
import { NONCE_BYTES, timeStampRequest } from '../../src/ledger/time-stamp/request.ts';
import { ACTOR_VIA } from '../../src/model/actor.ts';
import { type Json, LEDGER_KINDS, type LedgerEntry } from '../../src/model/ledger.ts';
import { columnsOf, csvRowOf } from '../../src/report/pack/csv.ts';
import { type Manifest, manifestShape, PACK_FORMAT_1 } from '../../src/report/pack/manifest.ts';
import { STATEMENT_TYPE, statementOf } from '../../src/report/pack/statement.ts';
import { PACK_TABLES } from '../../src/report/pack/tables.ts';

const entry = z.object({
  sequence: z.number(),
  at: z.string(),
  actor: z.object({ name: z.string(), authenticated: z.boolean(), via: z.enum(ACTOR_VIA) }),
  kind: z.enum(LEDGER_KINDS),
  payload: z.record(z.string(), z.json()),
  previousHash: z.string(),
  hash: z.string(),
});

/**
 * Makes the manifest fit the files as they are now and signs it: with the pack's own key it can't, so with a new one. The
 * CSV tables say what the others say, unless it is them that were changed.
 */
export async function resign(folder: string, { csv = true } = {}): Promise<void> {
  if (csv) await retellCsv(folder);
  const manifest = await manifestOf(folder);
  const key = createPrivateKey(newPrivateKey());
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const checkpoint = signCheckpoint(manifest.head, manifest.generated_at, pem);
  await writeFile(join(folder, 'public-key.pem'), publicPem(key));
  await writeFile(join(folder, 'checkpoints.jsonl'), `${JSON.stringify(checkpoint)}\n`);
  const files = [];
  for (const file of manifest.files) {
    const content = await readFile(join(folder, file.name));
    const sha256 = createHash('sha256').update(content).digest('hex');
    files.push({ ...file, bytes: content.length, sha256 });
  }
  await signAs(folder, { ...manifest, files, key_id: keyId(key) }, key);
}

/** Writes a manifest and whatever is made from it, signed with a key that the forger has. */
export async function signAs(folder: string, manifest: Manifest, key: KeyObject): Promise<void> {
  const text = JSON.stringify(manifest);
  await writeFile(join(folder, 'manifest.json'), text);
  await writeFile(join(folder, 'manifest.sig'), signText(text, key));
  const beside = ['manifest.dsse.json', 'head.tsq'];
  if (manifest.format === PACK_FORMAT_1) {
    for (const name of beside) await rm(join(folder, name), { force: true });
    return;
  }
  await signStatement(folder, statementOf(manifest, sha256Hex(text)), key);
  const request = timeStampRequest(Buffer.from(sha256Hex(text), 'hex'), randomBytes(NONCE_BYTES));
  await writeFile(join(folder, 'head.tsq'), request);
}

export async function signStatement(folder: string, statement: unknown, key: KeyObject): Promise<void> {
  const envelope = signEnvelope(STATEMENT_TYPE, JSON.stringify(statement), key, keyId(key));
  await writeFile(join(folder, 'manifest.dsse.json'), JSON.stringify(envelope));
}

export async function manifestOf(folder: string): Promise<Manifest> {
  return manifestShape.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
}

async function retellCsv(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const table of Object.keys(PACK_TABLES).filter((one) => names.includes(`${one}.csv`))) {
    const path = join(folder, `${table}.csv`);
    const [head = ''] = (await readFile(path, 'utf8')).split('\r\n');
    const rows = (await readFile(join(folder, `${table}.jsonl`), 'utf8')).split('\n').filter((line) => line !== '');
    const lines = rows.map((line) =>
      csvRowOf(columnsOf(head), z.record(z.string(), z.unknown()).parse(JSON.parse(line))),
    );
    await writeFile(path, [`${head}\r\n`, ...lines].join(''));
  }
}

/** Rewrites the ledger with every hash anew, and the history that tells it, as somebody who owns the machine could, and lets the pack end there. */
export async function rewriteLedger(folder: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, 'ledger.jsonl');
  const lines = change(await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n');
  const chain: LedgerEntry[] = [];
  for (const line of lines) {
    const { at, actor, kind, payload } = entry.parse(JSON.parse(line));
    const body: { readonly [key: string]: Json } = payload;
    chain.push(sealEntry(chain.at(-1) ?? null, { at, actor, kind, payload: body }));
  }
  await writeFile(path, `${chain.map((one) => JSON.stringify(one)).join('\n')}\n`);
  const history = chain.map((one) => JSON.stringify(historyRowOf(one)));
  await writeFile(join(folder, 'history.jsonl'), `${history.join('\n')}\n`);
  const manifestPath = join(folder, 'manifest.json');
  const manifest = await manifestOf(folder);
  const last = chain.at(-1);
  const head = { sequence: last?.sequence ?? 0, hash: last?.hash ?? '' };
  await writeFile(manifestPath, JSON.stringify({ ...manifest, head }));
}

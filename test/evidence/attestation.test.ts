import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sigstore from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Envelope, preAuthEncoding, signEnvelope } from '../../src/ledger/envelope.ts';
import { keyId, newPrivateKey } from '../../src/ledger/signature.ts';
import { PACK_FORMAT_1 } from '../../src/report/pack/manifest.ts';
import { STATEMENT_TYPE } from '../../src/report/pack/statement.ts';
import { manifestOf, signAs, signStatement } from './forge.ts';
import { copyOf, packed } from './packed.ts';

const story = await packed();
const verify = (folder: string, ...flags: readonly string[]) => story.run('evidence', 'verify', folder, ...flags);
const key = createPrivateKey(await readFile(join(story.home, 'data', 'ledger-signing.key')));
const other = createPrivateKey(newPrivateKey());

const envelopeShape = z.strictObject({
  payloadType: z.string(),
  payload: z.string(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })),
});
const statementShape = z.strictObject({
  _type: z.string(),
  subject: z.array(z.strictObject({ name: z.string(), digest: z.strictObject({ sha256: z.string() }) })),
  predicateType: z.string(),
  predicate: z.json(),
});

async function envelopeOf(folder: string) {
  return envelopeShape.parse(JSON.parse(await readFile(join(folder, 'manifest.dsse.json'), 'utf8')));
}

function statementIn({ payload }: Envelope) {
  return statementShape.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
}

describe('the attestation of a pack', () => {
  test('says what the manifest says, of every file and of the manifest itself', async () => {
    const manifest = await manifestOf(story.folder);
    const { _type, subject, predicate } = statementIn(await envelopeOf(story.folder));
    expect(_type).toBe('https://in-toto.io/Statement/v1');
    expect(predicate).toEqual(manifest);
    const text = await readFile(join(story.folder, 'manifest.json'));
    const manifestItself = {
      name: 'manifest.json',
      digest: { sha256: sigstore.crypto.digest('sha256', text).toString('hex') },
    };
    const files = manifest.files.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
    expect(subject).toEqual([...files, manifestItself]);
  });

  test('verifies with a public library for attestations', async () => {
    const { payloadType, payload, signatures } = await envelopeOf(story.folder);
    expect(signatures.map((one) => one.keyid)).toEqual([story.keyId]);
    const signed = sigstore.dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
    const publicKey = sigstore.crypto.createPublicKey(await readFile(join(story.folder, 'public-key.pem'), 'utf8'));
    const fits = (bytes: Buffer) =>
      sigstore.crypto.verify(bytes, publicKey, Buffer.from(signatures[0]?.sig ?? '', 'base64'));
    expect(fits(signed)).toBe(true);
    expect(fits(Buffer.concat([signed, Buffer.from(' ')]))).toBe(false);
  });

  test('is what `evidence verify` speaks of', async () => {
    const { stdout } = await verify(story.folder, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ attestation: { signed_with: story.keyId, signatures_not_checked: [] } });
  });
});

test.each([['text'], ['grüße: 日本'], ['']])(
  'the pre-authentication encoding of %j is that of the public library',
  (text) => {
    const type = 'application/vnd.ü+json';
    expect(preAuthEncoding(type, Buffer.from(text))).toEqual(sigstore.dsse.preAuthEncoding(type, Buffer.from(text)));
  },
);

describe('a signature that somebody added', () => {
  test('is named as not checked, and the pack still holds', async () => {
    const copy = await copyOf(story);
    const own = await envelopeOf(copy);
    const [theirs] = signEnvelope(STATEMENT_TYPE, 'else', other, 'auditor-2026').signatures;
    await writeFile(
      join(copy, 'manifest.dsse.json'),
      JSON.stringify({ ...own, signatures: [{ ...theirs, cert: 'x' }, ...own.signatures, { sig: 'AAAA' }] }),
    );
    const run = await verify(copy);
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toContain(
      'NOT CHECKED: 2 further signature(s) in manifest.dsse.json, by auditor-2026, a key without a name.',
    );
    const json = JSON.parse((await verify(copy, '--json')).stdout);
    expect(json).toMatchObject({ attestation: { signatures_not_checked: ['auditor-2026', null] } });
  });
});

/** What is done to the envelope, with the pack's own key or without it, and what is said of it. */
const FORGED: readonly (readonly [
  string,
  (folder: string, own: Envelope) => Promise<void> | Envelope | string,
  string,
])[] = [
  ['no JSON', () => '{', 'it is not JSON'],
  ['no envelope', () => '{}', 'it is no DSSE envelope'],
  ['no signature at all', (_, own) => ({ ...own, signatures: [] }), 'it is no DSSE envelope'],
  ['another payload type', (_, own) => ({ ...own, payloadType: 'text/plain' }), 'its payload is not of the type'],
  ['a payload with line breaks', (_, own) => ({ ...own, payload: `${own.payload}\n` }), 'its payload is not base64'],
  ['a changed payload', (_, own) => ({ ...own, payload: Buffer.from('{}').toString('base64') }), 'does not fit it'],
  ['only the signature of another key', (at, own) => resigned(at, own, other), 'it has no signature by the key'],
  [
    'the signature of another key under our name',
    (_, own) => ({ ...own, signatures: resignedBy(own, other, story.keyId) }),
    'does not fit it',
  ],
  [
    'our signature beside one that only bears our name',
    (_, own) => ({ ...own, signatures: [...own.signatures, ...resignedBy(own, other, story.keyId)] }),
    'does not fit it',
  ],
  [
    'our signature without our name',
    (_, own) => ({ ...own, signatures: own.signatures.map(({ sig }) => ({ sig })) }),
    'it has no signature by the key',
  ],
  [
    'a predicate that is not the manifest, signed with our key',
    async (at, own) => {
      const said = statementIn(own);
      await signStatement(at, { ...said, predicate: { ...(await manifestOf(at)), since: '2020' } }, key);
    },
    'does not say what manifest.json says',
  ],
  [
    'a subject less, signed with our key',
    async (at, own) => {
      const said = statementIn(own);
      await signStatement(at, { ...said, subject: said.subject.slice(1) }, key);
    },
    'does not say what manifest.json says',
  ],
  ['none of it', (at) => rm(join(at, 'manifest.dsse.json')), 'it is missing'],
];

function resignedBy(own: Envelope, by: KeyObject, named: string): Envelope['signatures'] {
  const text = Buffer.from(own.payload, 'base64').toString('utf8');
  return signEnvelope(own.payloadType, text, by, named).signatures;
}

function resigned(_at: string, own: Envelope, by: KeyObject): Envelope {
  return { ...own, signatures: resignedBy(own, by, keyId(by)) };
}

test.each(FORGED)('an envelope with %s is refused', async (_name, forge, why) => {
  const copy = await copyOf(story);
  const made = await forge(copy, await envelopeOf(copy));
  if (made !== undefined)
    await writeFile(join(copy, 'manifest.dsse.json'), typeof made === 'string' ? made : JSON.stringify(made));
  const run = await verify(copy);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('manifest.dsse.json')]);
  expect(run.stderr).toContain(why);
});

describe('a pack of the first format, signed with the key of its ledger', () => {
  const first = async () => {
    const copy = await copyOf(story);
    await signAs(copy, { ...(await manifestOf(copy)), format: PACK_FORMAT_1 }, key);
    return copy;
  };

  test('is verified as before', async () => {
    const run = await verify(await first(), '--head', `${story.head.sequence}:${story.head.hash}`, '--json');
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'verified', attestation: null });
  });

  test.each(['manifest.dsse.json', 'head.tsq', 'head.tsr'])('has no %s', async (name) => {
    const copy = await first();
    await writeFile(join(copy, name), '{}');
    const run = await verify(copy);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining(`"${name}": it is not part of the pack`)]);
  });
});

import { createPrivateKey, webcrypto } from 'node:crypto';
import { open, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectIdentifier, OctetString } from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
} from 'pkijs';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { verifiedAnswer } from '../../src/answers/pack-answer.ts';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { NONCE_BYTES, timeStampRequest } from '../../src/ledger/time-stamp/request.ts';
import { type Certified, granted, NO_OPENSSL, timeStampAuthority } from '../helpers/time-stamp-authority.ts';
import { copyOf, packed } from './packed.ts';

const story = await packed();
const MANIFEST = join(story.folder, 'manifest.json');
const QUERY = join(story.folder, 'head.tsq');

describe('the request', () => {
  test.each([
    ['zeros', new Uint8Array(NONCE_BYTES)],
    ['ones', new Uint8Array(NONCE_BYTES).fill(0xff)],
  ])('with a nonce of %s is one that a public library reads', (_name, nonce) => {
    const request = TimeStampReq.fromBER(timeStampRequest(Buffer.alloc(32, 7), nonce));
    expect(request.version).toBe(1);
    expect(request.certReq).toBe(true);
    expect(request.messageImprint.hashAlgorithm.algorithmId).toBe('2.16.840.1.101.3.4.2.1');
    expect([...request.messageImprint.hashedMessage.valueBlock.valueHexView]).toEqual(new Array(32).fill(7));
    const number = request.nonce?.valueBlock.valueHexView ?? new Uint8Array();
    expect([number.length, (number[0] ?? 0) & 0x80]).toEqual([NONCE_BYTES, 0]);
  });

  test('of each pack has a nonce of its own', async () => {
    const next = join(story.home, 'pack-again');
    await story.ran('evidence', 'export', '--out', next);
    const nonces = [QUERY, join(next, 'head.tsq')].map(
      async (path) => TimeStampReq.fromBER(await readFile(path)).nonce,
    );
    const [a, b] = await Promise.all(nonces);
    expect(b === undefined ? undefined : a?.isEqual(b)).toBe(false);
  });

  test('says so where nobody answered it', async () => {
    const run = await story.run('evidence', 'verify', story.folder);
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining('Time: unproven. No authority outside')]);
  });
});

const stamping = () => {
  const tsa = timeStampAuthority(afterAll);
  const root = tsa.root('Example Root');
  const stamper = tsa.issued('Example Time Stamps', root);
  const good = tsa.answer(QUERY, stamper);
  const stranger = tsa.root('Somebody Else');

  const timestamp = async (folder: string, response: Uint8Array, ...flags: readonly string[]) =>
    story.run('evidence', 'timestamp', folder, '--response', await story.file('response.tsr', response), ...flags);
  const verify = (folder: string, ...flags: readonly string[]) =>
    story.run('evidence', 'verify', folder, ...flags, '--json');
  const stamped = async (response: Uint8Array) => {
    const copy = await copyOf(story);
    await writeFile(join(copy, 'head.tsr'), response);
    return copy;
  };
  const CA = ['--tsa-ca', tsa.at(root.certificate)];
  const inJson = z.looseObject({ time_stamp: z.looseObject({ state: z.string() }) });
  const stampIn = (stdout: string) => inJson.parse(JSON.parse(stdout)).time_stamp;

  test('answers, is kept, and proves the time to whoever trusts it', async () => {
    const copy = await copyOf(story);
    const kept = await timestamp(copy, good);
    expect([kept.code, kept.stderr]).toEqual([0, '']);
    expect(kept.stdout).toContain('kept as head.tsr');
    expect(kept.stdout).toContain('Time: unproven. A stamp of');
    expect(await readFile(join(copy, 'head.tsr'))).toEqual(good);
    expect(stampIn((await verify(copy)).stdout)).toMatchObject({ state: 'unproven', authority: 'Example Time Stamps' });
    const proven = await verify(copy, ...CA);
    expect([proven.code, proven.stderr]).toEqual([0, '']);
    const stamp = stampIn(proven.stdout);
    expect(stamp).toMatchObject({ state: 'proven', accuracy_ms: 1500, policy: '1.2.3.4.1', not_revoked_at: null });
    expect(Date.now() - Date.parse(String(stamp['time']))).toBeLessThan(3_600_000);
    expect(tsa.accepts(MANIFEST, good, root)).toBe(true);
    const text = await story.run('evidence', 'verify', copy, ...CA);
    expect(text.stdout).toContain('Time: proven. The manifest existed at');
    expect(text.stdout).toContain('"Example Time Stamps"');
    expect(text.stdout).toContain('Whether its certificates were revoked was not checked');
  });

  test('is checked before its answer is kept, where its certificate is given', async () => {
    const copy = await copyOf(story);
    const refused = await timestamp(copy, good, '--ca', tsa.at(stranger.certificate));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('ERR_TIME_STAMP')]);
    expect(await readdir(copy)).not.toContain('head.tsr');
    const kept = await timestamp(copy, good, '--ca', tsa.at(root.certificate), '--json');
    expect(stampIn(kept.stdout)).toMatchObject({ state: 'proven' });
  });

  test('may vouch through others', async () => {
    const between = tsa.issued('Example Issuer', root, { as: 'root' });
    const far = tsa.issued('Far Stamps', between);
    const answer = tsa.answer(QUERY, far, { chain: between.certificate });
    expect(stampIn((await verify(await stamped(answer), ...CA)).stdout)).toMatchObject({ state: 'proven' });
    expect(tsa.accepts(MANIFEST, answer, root)).toBe(true);
  });

  test('whose certificate has expired since still proves the time', async () => {
    const brief = tsa.issued('Brief Stamps', root, { until: '20980101000000Z' });
    const answer = tsa.answer(QUERY, brief);
    const folder = await stamped(answer);
    const verified = await verifyPack({
      ...{ folder, head: null, publicKeyFile: null },
      authorityFile: tsa.at(root.certificate),
    });
    const said = (now: string) => verifiedAnswer(verified, now).text;
    expect(said('2097-12-31T00:00:00.000Z')).not.toContain('expired');
    const later = said('2099-01-01T00:00:00.000Z');
    expect(later).toContain('Time: proven');
    expect(later).toContain('expired at 2098-01-01T00:00:00.000Z, after the stamp');
    const { timeStamp } = verified;
    const backdated = timeStamp === null ? null : { ...timeStamp, time: '2020-01-01T00:00:00.000Z' };
    expect(later).not.toContain('clocks was wrong');
    expect(verifiedAnswer({ ...verified, timeStamp: backdated }, '2097-01-01T00:00:00.000Z').text).toContain(
      'one of the two clocks was wrong',
    );
    const at = (year: number) => String(Date.UTC(year) / 1000);
    expect(tsa.accepts(MANIFEST, answer, root, '-attime', at(2099))).toBe(false);
    expect(tsa.accepts(MANIFEST, answer, root, '-attime', at(2097))).toBe(true);
  });

  test('that is in a list of revoked certificates is refused; a list without it speaks for its moment', async () => {
    const copy = await stamped(good);
    const clean = await story.file('clean.crl', tsa.revocationList(root));
    const free = await verify(copy, ...CA, '--tsa-crl', clean);
    expect(stampIn(free.stdout)).toMatchObject({ state: 'proven', not_revoked_at: expect.stringContaining('T') });
    const old = await story.file('old.crl', tsa.revocationList(root, '-crl_lastupdate', '20200101000000Z'));
    const notYet = await verify(copy, ...CA, '--tsa-crl', old);
    expect([notYet.code, notYet.stderr]).toEqual([2, expect.stringContaining('or later')]);
    const foreign = await story.file('foreign.crl', tsa.revocationList(stranger));
    expect((await verify(copy, ...CA, '--tsa-crl', foreign)).code).toBe(2);
    const gone = tsa.issued('Stolen Stamps', root);
    const answer = await stamped(tsa.answer(QUERY, gone));
    tsa.revoke(gone, root);
    const list = await story.file('revoked.crl', tsa.revocationList(root));
    expect((await verify(answer, ...CA)).code).toBe(0);
    const refused = await verify(answer, ...CA, '--tsa-crl', list);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('"Stolen Stamps" was revoked at')]);
  });

  test('that a pack says is asked, and did not answer, is missed', async () => {
    const run = await verify(story.folder, ...CA);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('head.tsr: it is missing')]);
  });

  /** Answers that fit their request, and whose certificates don't hold; OpenSSL says the same of each. */
  const DISTRUSTED: readonly (readonly [string, () => Uint8Array, string])[] = [
    ['of an authority that nobody vouches for', () => tsa.answer(QUERY, tsa.issued('x', stranger)), 'vouch for'],
    [
      'whose certificate had expired before',
      () => tsa.answer(QUERY, tsa.issued('x', root, { from: '20200101000000Z', until: '20210101000000Z' })),
      'had expired at 2021-01-01T00:00:00.000Z, before its time',
    ],
    [
      'whose certificate was not yet valid',
      () => tsa.answer(QUERY, tsa.issued('x', root, { from: '20970101000000Z', until: '20980101000000Z' })),
      'was valid from 2097-01-01T00:00:00.000Z only',
    ],
    [
      'vouched for by a certificate that may not vouch',
      () => {
        const between = tsa.issued('y', root, { as: 'no_ca' });
        return tsa.answer(QUERY, tsa.issued('x', between), { chain: between.certificate });
      },
      'its chain of certificates does not hold',
    ],
    [
      'vouched for through more than its issuer may',
      () => {
        const short = tsa.issued('y', root, { as: 'short_root' });
        const between = tsa.issued('z', short, { as: 'root' });
        const chain = join(story.home, 'chain.pem');
        tsa.bundle(chain, between, short);
        return tsa.answer(QUERY, tsa.issued('x', between), { chain });
      },
      'may not vouch for so long a chain',
    ],
  ];

  test.each(DISTRUSTED)('%s is refused', async (_name, make, why) => {
    const answer = make();
    const run = await verify(await stamped(answer), ...CA);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining(why)]);
    expect(tsa.accepts(MANIFEST, answer, root)).toBe(false);
  });

  /** Files that answer nothing, or something else; refused before they are kept, and where they lie in a pack. */
  const REFUSED: readonly (readonly [string, () => Promise<Uint8Array> | Uint8Array, string])[] = [
    ['garbage', () => Buffer.from('not a time stamp\n'), 'is no answer of a time stamp authority'],
    ['an empty file', () => Buffer.alloc(0), 'is no answer of a time stamp authority'],
    ['the request itself', () => readFile(QUERY), 'is no answer of a time stamp authority'],
    [
      'lists nested without end',
      () => Buffer.alloc(60_000, Buffer.from('3080', 'hex')),
      'is no answer of a time stamp authority',
    ],
    [
      'an answer with more behind it',
      () => Buffer.concat([good, Buffer.from('more')]),
      'is no answer of a time stamp authority',
    ],
    ['half an answer', () => good.subarray(0, good.length / 2), 'is no answer of a time stamp authority'],
    [
      'a stamp of another head',
      async () => tsa.answer(tsa.query(await story.file('other.json', '{}'), '-sha256'), stamper),
      'it stamps something else than manifest.json',
    ],
    [
      'a stamp of another kind of hash',
      () => tsa.answer(tsa.query(MANIFEST, '-sha512'), stamper),
      'it stamps another kind of hash',
    ],
    [
      'an answer to another request',
      () => tsa.answer(tsa.query(MANIFEST, '-sha256'), stamper),
      'its nonce is not that',
    ],
    [
      'an answer to a request without a nonce',
      () => tsa.answer(tsa.query(MANIFEST, '-sha256', '-no_nonce'), stamper),
      'its nonce is not that',
    ],
    ['a rejection', () => tsa.answer(QUERY, stamper, { section: 'picky' }), 'did not grant it (status 2'],
    [
      'a changed signature',
      () => Buffer.concat([good.subarray(0, -1), Buffer.from([(good.at(-1) ?? 0) ^ 1])]),
      'the signature of its token',
    ],
    [
      'a time that was changed after signing',
      () => {
        const year = Buffer.from(`${new Date().getUTCFullYear()}`);
        const at = good.indexOf(tsa.infoIn(good)) + tsa.infoIn(good).indexOf(year);
        return Buffer.concat([good.subarray(0, at), Buffer.from('2001'), good.subarray(at + 4)]);
      },
      'the signature of its token',
    ],
    [
      'a token without certificates',
      () => tsa.resigned(good, stamper, '-cades', '-nocerts'),
      'its token holds no certificate',
    ],
    [
      'a certificate for anything else too',
      () => tsa.resigned(good, tsa.issued('x', root, { as: 'stamps_and_code' }), '-cades'),
      'is not for time stamps alone',
    ],
    [
      'a certificate that does not insist on time stamps',
      () => tsa.resigned(good, tsa.issued('x', root, { as: 'lenient_stamps' }), '-cades'),
      'is not for time stamps alone',
    ],
    [
      'a token that does not say which certificate signed',
      () => tsa.resigned(good, stamper),
      'with another certificate than it shows',
    ],
    ['a token that is signed as other content', () => signedAs('1.2.840.113549.1.7.1'), 'not signed as a time stamp'],
  ];

  /** A token whose signed attributes call it something else than a time stamp, which is what the library does not look at. */
  async function signedAs(contentType: string): Promise<Buffer> {
    const info = new Uint8Array(tsa.infoIn(good));
    const certificate = await certificateOf(stamper);
    const digest = await webcrypto.subtle.digest('SHA-256', info);
    const token = new SignedData({
      version: 3,
      encapContentInfo: new EncapsulatedContentInfo({
        eContentType: '1.2.840.113549.1.9.16.1.4',
        eContent: new OctetString({ valueHex: info.buffer }),
      }),
      signerInfos: [
        new SignerInfo({
          version: 1,
          sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
          signedAttrs: new SignedAndUnsignedAttributes({
            type: 0,
            attributes: [
              new Attribute({ type: '1.2.840.113549.1.9.3', values: [new ObjectIdentifier({ value: contentType })] }),
              new Attribute({ type: '1.2.840.113549.1.9.4', values: [new OctetString({ valueHex: digest })] }),
            ],
          }),
        }),
      ],
      certificates: [certificate],
    });
    const pem = await readFile(tsa.at(stamper.key));
    const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
    await token.sign(key, 0, 'SHA-256');
    const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: token.toSchema(true) });
    return granted(new Uint8Array(content.toSchema().toBER()));
  }

  async function certificateOf({ certificate }: Certified): Promise<Certificate> {
    const pem = await readFile(tsa.at(certificate), 'utf8');
    return Certificate.fromBER(Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'));
  }

  test('signed as a time stamp, the token that the test makes by itself is read further', async () => {
    const run = await timestamp(await copyOf(story), await signedAs('1.2.840.113549.1.9.16.1.4'));
    expect(run.stderr).toContain('with another certificate than it shows');
  });

  test.each(REFUSED)('%s is refused', async (_name, make, why) => {
    const copy = await copyOf(story);
    const response = await make();
    const run = await timestamp(copy, response);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('ERR_TIME_STAMP')]);
    expect(run.stderr).toContain(why);
    expect(await readdir(copy)).not.toContain('head.tsr');
    await writeFile(join(copy, 'head.tsr'), response);
    const verified = await verify(copy, ...CA);
    expect([verified.code, verified.stderr]).toEqual([1, expect.stringContaining(why)]);
  });

  test('a token that another program made of the same parts is taken', async () => {
    const answer = tsa.resigned(good, stamper, '-cades');
    expect(stampIn((await verify(await stamped(answer), ...CA)).stdout)).toMatchObject({ state: 'proven' });
  });

  test('what lies in a pack is never replaced', async () => {
    const copy = await copyOf(story);
    expect((await timestamp(copy, good)).code).toBe(0);
    const again = await timestamp(copy, good, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'already_kept' });
    const later = await timestamp(copy, tsa.answer(QUERY, stamper));
    expect([later.code, later.stderr]).toEqual([1, expect.stringContaining('another head.tsr already')]);
    expect(await readFile(join(copy, 'head.tsr'))).toEqual(good);
    expect((await readdir(story.home)).filter((name) => name.includes('.head.tsr'))).toEqual([]);
  });

  test('a file of any size is refused without being read', async () => {
    const path = await story.file('huge.tsr', '');
    const handle = await open(path, 'r+');
    await handle.truncate(5 * 1024 ** 3);
    await handle.close();
    const run = await story.run('evidence', 'timestamp', story.folder, '--response', path);
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('ERR_FILE_TOO_LARGE')]);
    const trusting = await verify(await stamped(good), '--tsa-ca', path);
    expect([trusting.code, trusting.stderr]).toEqual([1, expect.stringContaining('ERR_FILE_TOO_LARGE')]);
    await unlink(path);
  });

  test.each([
    ['no certificate', ['--tsa-ca', MANIFEST], 2, 'holds no certificate'],
    ['no list', [...CA, '--tsa-crl', MANIFEST], 2, 'holds no list'],
    ['a list alone', ['--tsa-crl', MANIFEST], 2, 'no certificate of the authority'],
    ['no file', ['--tsa-ca', '/nonexistent/ca.pem'], 1, 'ERR_FILE_NOT_FOUND'],
  ])('%s to trust is said', async (_name, flags, code, why) => {
    const run = await verify(await stamped(good), ...flags);
    expect([run.code, run.stderr]).toEqual([code, expect.stringContaining(why)]);
  });

  test('a request that was exchanged for that of another pack is found', async () => {
    const copy = await copyOf(story);
    const other = await story.file('another.json', '{}');
    await writeFile(join(copy, 'head.tsq'), await readFile(tsa.query(other, '-sha256')));
    const run = await timestamp(copy, tsa.answer(join(copy, 'head.tsq'), stamper));
    expect([run.code, run.stderr]).toEqual([
      1,
      expect.stringContaining('head.tsq asks for the time of something else'),
    ]);
  });
};

if (NO_OPENSSL === null) describe('an authority', stamping);
else test.skip(`an authority (${NO_OPENSSL})`);

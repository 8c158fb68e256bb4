import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why tests that need OpenSSL are skipped; null: it is there. */
export const NO_OPENSSL: string | null =
  spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout?.startsWith('OpenSSL ') === true
    ? null
    : 'no openssl on this machine';

const CONFIG = `
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[no_ca]
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
[short_root]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[stamps]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[lenient_stamps]
keyUsage = critical, digitalSignature
extendedKeyUsage = timeStamping
[stamps_and_code]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping, codeSigning
[ca]
default_ca = book
[book]
database = index.txt
new_certs_dir = .
serial = serial.txt
crlnumber = crlnumber.txt
default_md = sha256
default_days = 3650
default_crl_days = 3650
policy = anybody
unique_subject = no
[anybody]
commonName = supplied
[tsa]
serial = tsa-serial.txt
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1, millisecs:500
ess_cert_id_alg = sha256
[picky]
serial = tsa-serial.txt
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha512
`;

/** A key and its certificate, by the names of their files in the authority's folder. */
export interface Certified {
  readonly key: string;
  readonly certificate: string;
}

interface Issuing {
  /** Section of extensions. */
  readonly as?: string;
  /** `YYYYMMDDHHMMSSZ` */
  readonly from?: string;
  readonly until?: string;
}

/** A time stamp authority and whoever vouches for it, made with OpenSSL in a folder of its own. */
export function timeStampAuthority(whenDone: (clean: () => void) => void) {
  const home = mkdtempSync(join(tmpdir(), 'clari-identity-tsa-'));
  whenDone(() => rmSync(home, { recursive: true, force: true }));
  const at = (name: string) => join(home, name);
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
  writeFileSync(at('c.cnf'), CONFIG);
  for (const name of ['index.txt', 'index.txt.attr']) writeFileSync(at(name), '');
  for (const name of ['serial.txt', 'crlnumber.txt', 'tsa-serial.txt']) writeFileSync(at(name), '1000\n');
  let made = 0;

  const keyFile = (): string => {
    made += 1;
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${made}.key`);
    return `${made}.key`;
  };
  /** A root that vouches for itself. */
  const root = (name: string, as = 'root'): Certified => {
    const key = keyFile();
    const certificate = key.replace('.key', '.pem');
    const subject = ['-subj', `/CN=${name}`, '-days', '36500', '-extensions', as, '-config', 'c.cnf'];
    openssl('req', '-new', '-x509', '-key', key, '-out', certificate, ...subject);
    return { key, certificate };
  };
  const issued = (name: string, by: Certified, { as = 'stamps', from, until }: Issuing = {}): Certified => {
    const key = keyFile();
    const [request, certificate] = [key.replace('.key', '.csr'), key.replace('.key', '.pem')];
    openssl('req', '-new', '-key', key, '-out', request, '-subj', `/CN=${name}`, '-config', 'c.cnf');
    const dates = [
      ...(from === undefined ? [] : ['-startdate', from]),
      ...(until === undefined ? [] : ['-enddate', until]),
    ];
    const issuer = ['-cert', by.certificate, '-keyfile', by.key];
    const how = ['-batch', '-notext', '-config', 'c.cnf', '-extensions', as];
    openssl('ca', ...how, ...issuer, ...dates, '-in', request, '-out', certificate);
    return { key, certificate };
  };
  /** The answer to the request in a file. */
  const answer = (query: string, by: Certified, { section = 'tsa', chain }: Answering = {}): Buffer => {
    const signer = ['-signer', by.certificate, '-inkey', by.key, ...(chain === undefined ? [] : ['-chain', chain])];
    const what = ['-config', 'c.cnf', '-section', section, '-queryfile', query];
    openssl('ts', '-reply', ...what, ...signer, '-out', 'answer.tsr');
    return readFileSync(at('answer.tsr'));
  };
  /** What is stamped in an answer (`TSTInfo`, DER). */
  const infoIn = (answered: Uint8Array): Buffer => {
    writeFileSync(at('given.tsr'), answered);
    openssl('ts', '-reply', '-in', 'given.tsr', '-token_out', '-out', 'given.token');
    openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'given.token', '-out', 'given.info', '-binary');
    return readFileSync(at('given.info'));
  };
  return {
    at,
    infoIn,
    root,
    issued,
    answer,
    /** A request for some file, with a nonce of its own. */
    query(file: string, ...flags: readonly string[]): string {
      openssl('ts', '-query', '-data', file, '-cert', ...flags, '-out', 'other.tsq');
      return at('other.tsq');
    },
    /** What a token says, signed by `openssl cms` instead of an authority: with any certificate and attributes. */
    resigned(answered: Uint8Array, by: Certified, ...flags: readonly string[]): Buffer {
      writeFileSync(at('given.info'), infoIn(answered));
      const type = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-nodetach', '-binary', '-md', 'sha256'];
      const signer = ['-signer', by.certificate, '-inkey', by.key, '-outform', 'DER'];
      openssl('cms', '-sign', ...type, ...signer, ...flags, '-in', 'given.info', '-out', 'made.token');
      return granted(readFileSync(at('made.token')));
    },
    /** Certificates in one file. */
    bundle(path: string, ...all: readonly Certified[]): void {
      writeFileSync(path, Buffer.concat(all.map((one) => readFileSync(at(one.certificate)))));
    },
    revoke(one: Certified, by: Certified): void {
      const issuer = ['-cert', by.certificate, '-keyfile', by.key];
      openssl('ca', '-config', 'c.cnf', ...issuer, '-revoke', one.certificate, '-crl_reason', 'keyCompromise');
    },
    /** The list of revoked certificates of an issuer, as PEM. */
    revocationList(by: Certified, ...flags: readonly string[]): Buffer {
      const issuer = ['-cert', by.certificate, '-keyfile', by.key];
      return openssl('ca', '-config', 'c.cnf', ...issuer, '-gencrl', ...flags);
    },
    /** Whether `openssl ts -verify` takes an answer for a file. */
    accepts(file: string, answered: Uint8Array, by: Certified, ...flags: readonly string[]): boolean {
      writeFileSync(at('given.tsr'), answered);
      const what = ['-data', file, '-in', at('given.tsr'), '-CAfile', at(by.certificate)];
      return spawnSync('openssl', ['ts', '-verify', ...what, ...flags], { stdio: 'ignore' }).status === 0;
    },
  };
}

interface Answering {
  readonly section?: string;
  /** File of further certificates for the token. */
  readonly chain?: string;
}

/** A token as the answer of an authority that granted it. */
export function granted(token: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from('3003020100', 'hex'), token]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([Buffer.from('3084', 'hex'), length, content]);
}

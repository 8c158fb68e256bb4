import { ClariIdentityError } from '../../model/errors.ts';
import type { TokenTrouble } from './token-request.ts';

/** Entra's error numbers that an administrator can act on; others are shown as they are. */
const KNOWN: Readonly<Record<number, readonly [what: string, remedy: string]>> = {
  7000222: [
    'the client secret has expired',
    'Create a new secret for the app registration and set AZURE_CLIENT_SECRET.',
  ],
  7000215: [
    'the client secret is not the right one',
    "Set AZURE_CLIENT_SECRET to the secret's value, which is not its id; create a new one if it is lost.",
  ],
  90002: ['there is no such tenant', 'Correct AZURE_TENANT_ID; for a national cloud set AZURE_AUTHORITY_HOST too.'],
  900023: ['AZURE_TENANT_ID is neither a tenant id nor a domain', 'Correct AZURE_TENANT_ID.'],
  900021: ['AZURE_TENANT_ID is neither a tenant id nor a domain', 'Correct AZURE_TENANT_ID.'],
  700016: ['the application is unknown in this tenant', 'Correct AZURE_CLIENT_ID or AZURE_TENANT_ID.'],
  700027: [
    'the certificate is not one of the app registration, or has expired',
    'Upload the certificate of AZURE_CLIENT_CERTIFICATE_PATH to the app registration.',
  ],
  700024: [
    "the signed request is outside its time, so this machine's clock is off",
    'Set the clock of this machine by a time server.',
  ],
  7000112: ['the application is switched off in this tenant', 'Enable the enterprise application of AZURE_CLIENT_ID.'],
  500011: [
    'this cloud has no such Graph',
    'GRAPH_BASE_URL and AZURE_AUTHORITY_HOST must belong to the same cloud; correct the one that does not.',
  ],
  53003: [
    'a conditional access policy for workload identities blocks it',
    'Let the policy allow this application from here.',
  ],
};

/** What kept a token from being given; only numbers and our own words. */
export function tokenRefused(trouble: TokenTrouble, authority: string, cause: unknown): ClariIdentityError {
  if (trouble.fault !== null) return trouble.fault;
  const code = trouble.codes.find((one) => one in KNOWN) ?? trouble.codes[0];
  const [what, remedy] = (code === undefined ? undefined : KNOWN[code]) ?? [
    'it gave no token',
    'Check AZURE_TENANT_ID, AZURE_CLIENT_ID and the secret or certificate; `clari-identity-mcp doctor` tries them.',
  ];
  const number = code === undefined ? '' : ` (AADSTS${code})`;
  if (code === undefined && isCertificateFile(cause)) return unreadableCertificate(cause);
  return new ClariIdentityError(
    'ERR_SOURCE_AUTH',
    `Entra ID at ${new URL(authority).origin} refused the sign-in: ${what}${number}.`,
    `${remedy} The last good read stays in force.`,
    { cause },
  );
}

function isCertificateFile(cause: unknown): boolean {
  for (let one = cause; one instanceof Error; one = one.cause) {
    if ('code' in one && (one.code === 'ENOENT' || one.code === 'EACCES' || one.code === 'EISDIR')) return true;
    if (/certificate|PEM|private key/i.test(one.message)) return true;
  }
  return false;
}

function unreadableCertificate(cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'The file of AZURE_CLIENT_CERTIFICATE_PATH could not be used: it is missing, unreadable, or holds no certificate with its private key in PEM.',
    'Name a PEM file with both, readable by this user.',
    { cause },
  );
}

import type { Random } from './random.ts';

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MIXED = `${DIGITS}${UPPER}${UPPER.toLowerCase()}`;

/** Identifiers in the shape of each system's own; no two alike. */
export interface Ids {
  clari(): string;
  /** 18 characters; the first 15 are the case-sensitive form. */
  salesforceUser(): string;
  okta(): string;
  entra(): string;
}

export function idsFrom(random: Random): Ids {
  const given = new Set<string>();
  const fresh = (make: () => string): string => {
    let id = make();
    // Ids that differ only in case are avoided: a careless reader would merge them, and this demo is about other
    // things.
    while (given.has(id.toLowerCase())) id = make();
    given.add(id.toLowerCase());
    return id;
  };
  return {
    clari: () => fresh(() => String(random.int(280_000, 419_999))),
    salesforceUser: () => fresh(() => withChecksum(`0055g00000${random.text(MIXED, 5)}`)),
    okta: () => fresh(() => `00u${random.text(MIXED, 17)}`),
    entra: () => fresh(() => uuid(random)),
  };
}

/** The 18-character form of a Salesforce id: three characters more that tell which letters are capitals. */
export function withChecksum(id15: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const capitals = Array.from(id15.slice(start, start + 5), (char, bit) => (UPPER.includes(char) ? 1 << bit : 0));
    return `${UPPER}012345`.charAt(capitals.reduce((sum, value) => sum + value, 0));
  });
  return id15 + suffix.join('');
}

function uuid(random: Random): string {
  const hex = (length: number) => random.text('0123456789abcdef', length);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${random.text('89ab', 1)}${hex(3)}-${hex(12)}`;
}

import type { Identity } from '../../model/identity.ts';
import { type IdentityCells, identityCells, identityOf } from '../../model/identity-cells.ts';

type Live = Pick<Identity, 'revokedBy' | 'ssoName' | 'lastSsoAt'>;

/** What no two identities have in common. */
export type Own = Pick<Identity, 'identityId' | 'latest' | 'revokedAt' | 'revokedAtDateOnly' | keyof Live>;

type Packed = readonly [
  cells: IdentityCells<readonly string[]>,
  revokedAt: string | null,
  revokedAtDateOnly: boolean,
  /** Absent for most identities: no live read said anything about them. */
  live?: Live,
];

/** By place, not by name: the names would be half of it. */
export function packed(identity: Identity): string {
  const { identityId, latest, revokedAt, revokedAtDateOnly, revokedBy, ssoName, lastSsoAt } = identity;
  const cells = shortened(identityCells(latest, asItIs), identityId);
  const known = revokedBy !== null || ssoName !== null || lastSsoAt !== null;
  return JSON.stringify(
    known
      ? [cells, revokedAt, revokedAtDateOnly, { revokedBy, ssoName, lastSsoAt }]
      : [cells, revokedAt, revokedAtDateOnly],
  );
}

export function unpacked(text: string): Own {
  const [cells, revokedAt, revokedAtDateOnly, live = NOTHING_LIVE]: Packed = JSON.parse(text);
  const values: unknown[] = cells;
  if (values[EMAIL] === SAME) values[EMAIL] = values[LOGIN];
  const latest = identityOf(cells, asItIs);
  const { revokedBy, ssoName, lastSsoAt } = live;
  return { identityId: latest.identityId, latest, revokedAt, revokedAtDateOnly, revokedBy, ssoName, lastSsoAt };
}

const NOTHING_LIVE: Live = { revokedBy: null, ssoName: null, lastSsoAt: null };

/** Where these stand in a row, which never changes. */
const ID = 1;
const LOGIN = 4;
const EMAIL = 5;
/** In place of an e-mail that is the login too. */
const SAME = 0;

/** Under the identity's own id, which is not the row's where a file names people by login; without what is not known at its end. */
function shortened(cells: IdentityCells<readonly string[]>, identityId: string): readonly unknown[] {
  const values: unknown[] = cells;
  values[ID] = identityId;
  if (values[EMAIL] === values[LOGIN]) values[EMAIL] = SAME;
  let length = values.length;
  while (values[length - 1] === null) length -= 1;
  return values.slice(0, length);
}

function asItIs(texts: readonly string[]): readonly string[] {
  return texts;
}

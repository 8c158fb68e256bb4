import { hash } from 'node:crypto';
import { FINDINGS } from '../../model/finding.ts';
import { type LinkState, linkState } from '../../model/link-change.ts';
import type { Instant } from '../../model/time.ts';
import { words } from '../../model/words.ts';
import { integer, integerOrNull, text, textOrNull } from '../cells/columns.ts';
import { corrupt } from '../cells/corrupt.ts';
import { fold, SEPARATOR } from '../cells/fold.ts';
import type { SqlRow, SqlValue } from '../driver.ts';
import type { KeptJudgement, KeptPremise } from '../store.ts';

const COLUMNS = words(`
  generation account_id app bucket premise status role team email search directories revoked_at revoked_ms own
  used_after last_login_ms deadline open_ms closed_ms
`);

export const INSERT_JUDGEMENT = `insert into judgements (${COLUMNS.join(', ')})
  values (${COLUMNS.map(() => '?').join(', ')})`;

export const INSERT_LINK = 'insert into judgement_links (generation, account_id, app, link) values (?, ?, ?, ?)';

export const INSERT_REF = 'insert into judgement_refs (generation, ref, account_id, app) values (?, ?, ?, ?)';

export const INSERT_PREMISE = `insert into premises (generation, premise, bucket, valid_until, account_id, app, shape)
  values (?, ?, ?, ?, ?, ?, ?)
  on conflict (generation, premise) do update set bucket = excluded.bucket, valid_until = excluded.valid_until,
    account_id = excluded.account_id, app = excluded.app, shape = excluded.shape`;

export function judgementValues(generation: number, bucket: number, kept: KeptJudgement): readonly SqlValue[] {
  return [
    generation,
    kept.accountId,
    kept.app,
    bucket,
    kept.premise,
    kept.status,
    kept.role === null ? null : fold(kept.role),
    kept.team === null ? null : fold(kept.team),
    kept.email ?? '',
    [kept.email ?? '', kept.name ?? '', kept.accountId].map(fold).join(SEPARATOR),
    directoriesOf(kept.directories),
    kept.revokedAt,
    msOf(kept.revokedAt),
    kept.own,
    kept.usedAfter,
    msOf(kept.lastLoginAt),
    kept.deadline,
    msOf(kept.openAt),
    msOf(kept.closedAt),
  ];
}

function msOf(at: Instant | null): number | null {
  return at === null ? null : Date.parse(at);
}

export function linkValues(generation: number, { accountId, app, link }: KeptJudgement): readonly SqlValue[] {
  return [generation, accountId, app, textOfLink(link)];
}

/** Two links are the same when their texts are. */
function textOfLink({ situation, rule, identities }: LinkState): string {
  return JSON.stringify([situation, rule, ...identities]);
}

export function linkOfText(said: string): LinkState {
  const parts: unknown = JSON.parse(said);
  if (!Array.isArray(parts)) throw corrupt('link');
  const [situation, rule, ...identities]: readonly unknown[] = parts;
  const parsed = linkState.safeParse({ situation, rule, identities });
  if (!parsed.success) throw corrupt('link', parsed.error);
  return parsed.data;
}

export function premiseValues(generation: number, bucket: number, kept: KeptPremise): readonly SqlValue[] {
  return [generation, kept.premise, bucket, kept.validUntil, kept.accountId, kept.app, kept.shape];
}

function directoriesOf(directories: readonly string[]): string {
  const names = [...new Set(directories.map(fold))];
  return names.length === 0 ? '' : `${SEPARATOR}${names.join(SEPARATOR)}${SEPARATOR}`;
}

/** Where a row has what it says: not which generation and bucket it lies in. */
const SAID = COLUMNS.flatMap((column, at) => (column === 'generation' || column === 'bucket' ? [] : at));

/** A checksum of a row without its generation and bucket; sums of these compare whole generations. */
export function contentOf(values: readonly SqlValue[]): number {
  let text = '';
  for (const at of SAID) {
    const value = values[at] ?? null;
    // No stored text has a NUL.
    text += value === null ? '\0' : `=${value}\0`;
  }
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);
}

const OPTIONAL: ReadonlySet<string> = new Set(['role', 'team', 'revoked_at', 'used_after', 'deadline']);

/** A stored row as it was bound. */
export function valuesOfRow(row: SqlRow): readonly SqlValue[] {
  return COLUMNS.map((column) => {
    if (column === 'generation' || column === 'bucket') return integer(row, column);
    if (column.endsWith('_ms')) return integerOrNull(row, column);
    return OPTIONAL.has(column) ? textOrNull(row, column) : text(row, column);
  });
}

const MODULUS = 2 ** 48;

export function addContent(sum: number, content: number, sign: 1 | -1): number {
  return (sum + sign * content + MODULUS) % MODULUS;
}

export function rankOf(finding: KeptJudgement['finding']): number {
  return FINDINGS.indexOf(finding);
}

/** Premises of one account go with it. */
export function isOwnPremise(premise: string): boolean {
  return premise.startsWith('=');
}

import { hash } from 'node:crypto';
import { FINDINGS, type Finding } from '../../model/finding.ts';
import { identityRef } from '../../model/identity.ts';
import { corrupt, jsonText } from '../columns.ts';
import type { SqlRow, SqlValue } from '../driver.ts';
import { fold, SEPARATOR } from '../fold.ts';
import type { JudgedAccount } from '../store.ts';

export const UPSERT_JUDGEMENT = `insert into judgements
  (account_id, app, finding, finding_rank, reason, status, role, team, email, search, directories, revoked_at, shown, hash)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (account_id, app) do update set finding = excluded.finding, finding_rank = excluded.finding_rank,
    reason = excluded.reason, status = excluded.status, role = excluded.role, team = excluded.team,
    email = excluded.email, search = excluded.search, directories = excluded.directories,
    revoked_at = excluded.revoked_at, shown = excluded.shown, hash = excluded.hash`;

export const UPSERT_BODY = `insert into judgement_bodies (account_id, app, body) values (?, ?, ?)
  on conflict (account_id, app) do update set body = excluded.body`;

export const INSERT_REF = 'insert into judgement_refs (account_id, app, ref) values (?, ?, ?)';

function rankOf(finding: Finding): number {
  return FINDINGS.indexOf(finding);
}

export function hashOf(body: string): string {
  return hash('sha256', body, 'base64').slice(0, 24);
}

export function columnsOf(judged: JudgedAccount, bodyHash: string): readonly SqlValue[] {
  const { account, verdict } = judged;
  const { latest } = account;
  return [
    account.accountId,
    account.app,
    verdict.finding,
    rankOf(verdict.finding),
    verdict.reason,
    account.status,
    latest.role === null ? null : fold(latest.role),
    latest.team === null ? null : fold(latest.team),
    latest.email ?? '',
    [latest.email ?? '', latest.name ?? '', account.accountId].map(fold).join(SEPARATOR),
    directoriesOf(judged),
    verdict.revokedAt,
    judged.shown ? 1 : 0,
    bodyHash,
  ];
}

/** Everybody that the account is linked to or might be. */
export function refsOf(judged: JudgedAccount): readonly string[] {
  const { linked, candidates } = judged.correlation;
  return [...new Set([...linked, ...candidates].map((one) => identityRef(one.identity)))];
}

export function judgedOf(row: SqlRow): JudgedAccount {
  const body = jsonText(row, 'body');
  if (!isJudged(body)) throw corrupt('a judgement');
  return body;
}

/** Where the linked identities live; without a link, where the candidates do. */
function directoriesOf({ correlation }: JudgedAccount): string {
  const owners = correlation.linked.length > 0 ? correlation.linked : correlation.candidates;
  const names = [...new Set(owners.map((one) => fold(one.identity.directory)))];
  return names.length === 0 ? '' : `${SEPARATOR}${names.join(SEPARATOR)}${SEPARATOR}`;
}

/** We wrote it ourselves and a page has up to 200, so only its joints are looked at. */
function isJudged(body: unknown): body is JudgedAccount {
  return (
    isObject(body) &&
    isObject(body['account']) &&
    typeof body['account']['accountId'] === 'string' &&
    isObject(body['account']['latest']) &&
    Array.isArray(body['account']['sightings']) &&
    isObject(body['correlation']) &&
    Array.isArray(body['correlation']['linked']) &&
    Array.isArray(body['correlation']['candidates']) &&
    isObject(body['verdict']) &&
    FINDINGS.some((finding) => finding === body['underlying']) &&
    Array.isArray(body['verdict']['evidence']) &&
    typeof body['shown'] === 'boolean'
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

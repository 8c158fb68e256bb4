import { FINDINGS } from '../../model/finding.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { jsonText } from '../cells/columns.ts';
import { corrupt } from '../cells/corrupt.ts';
import type { MakeWhole } from '../store.ts';

/** Judged accounts that were kept whole. */
export const plainCases: MakeWhole = async (_reader, cases) =>
  cases.map(({ own }) => {
    const body = jsonText({ own }, 'own');
    if (!isJudged(body)) throw corrupt('a judgement');
    return body;
  });

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

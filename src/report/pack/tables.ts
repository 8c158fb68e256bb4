import type { z } from 'zod';
import { controlRow } from './control-row.ts';
import {
  accountRow,
  decisionRow,
  historyRow,
  leaverRow,
  linkRow,
  planRow,
  readRow,
  recordRow,
  reviewDecisionRow,
  reviewItemRow,
  reviewRow,
  stepRow,
} from './rows.ts';

/** The tables of a pack: each is a CSV for people and JSON Lines for programs, of the same rows. */
export const PACK_TABLES = {
  accounts: accountRow,
  leavers: leaverRow,
  records: recordRow,
  decisions: decisionRow,
  links: linkRow,
  plans: planRow,
  steps: stepRow,
  reviews: reviewRow,
  review_items: reviewItemRow,
  review_decisions: reviewDecisionRow,
  reads: readRow,
  history: historyRow,
  controls: controlRow,
} as const satisfies Record<string, z.ZodObject>;
/** Packs of versions without access reviews have none of these; any other has all. */
export const REVIEW_TABLES = ['reviews', 'review_items', 'review_decisions'] as const;
/** Packs of versions without a map of controls lack it. */
export const CONTROL_TABLES = ['controls'] as const;

export type PackTable = keyof typeof PACK_TABLES;
export type RowOf<Table extends PackTable> = z.infer<(typeof PACK_TABLES)[Table]>;

export const LEDGER_FILE = 'ledger.jsonl';
export const CHECKPOINTS_FILE = 'checkpoints.jsonl';
export const PAGE_FILE = 'index.html';
export const PUBLIC_KEY_FILE = 'public-key.pem';
export const MANIFEST_FILE = 'manifest.json';
export const SIGNATURE_FILE = 'manifest.sig';
/** The manifest as a signed attestation (DSSE envelope of an in-toto Statement). */
export const ENVELOPE_FILE = 'manifest.dsse.json';
/** The request for a time stamp of the manifest (RFC 3161), and the answer of an authority, once somebody asked one. */
export const STAMP_REQUEST_FILE = 'head.tsq';
export const STAMP_RESPONSE_FILE = 'head.tsr';

import * as z from 'zod';
import { APP_ID } from '../../model/app-profile.ts';
import { ATTESTATION_LEVELS, ATTESTATION_MEANINGS, type AttestationLevel } from '../../model/attestation.ts';

/** Packs with an attestation and a request for a time stamp. */
export const PACK_FORMAT = 'clari-identity-mcp evidence 2';
/** Packs of earlier versions, which have neither. */
export const PACK_FORMAT_1 = 'clari-identity-mcp evidence 1';

/** How the accounts of one app add up, and the snapshot to compare them with. */
const population = z.strictObject({
  app: z.string().regex(APP_ID),
  accounts: z.int(),
  by_situation: z.record(z.string(), z.int()),
  by_finding: z.record(z.string(), z.int()),
  /** The newest users export that counts; null if none was read, so that the population is unknown. */
  export: z
    .strictObject({
      snapshot_id: z.string(),
      file_name: z.string(),
      sha256: z.string(),
      as_of: z.string(),
      as_of_basis: z.string(),
      filter: z.string().nullable(),
      completeness: z.string(),
      rows_read: z.int(),
      rows_accepted: z.int(),
      rows_refused: z.int(),
    })
    .nullable(),
  /** Accounts that this export shows; the others are known from earlier or other reads. */
  in_latest_export: z.int(),
  /** Whether the list is complete, and if not, why. */
  complete: z.boolean(),
  why: z.string(),
});
export type Population = z.infer<typeof population>;

const file = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9._-]{0,60}$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.int().min(0).nullable(),
});
export type PackFile = z.infer<typeof file>;

/** What the pack covers, contains and proves. `manifest.sig` signs these bytes. */
export const manifestShape = z.strictObject({
  format: z.literal([PACK_FORMAT, PACK_FORMAT_1]),
  pack_id: z.string(),
  program: z.string(),
  generated_at: z.string(),
  generated_by: z.string(),
  since: z.string().nullable(),
  until: z.string(),
  settings: z.strictObject({
    stale_after_ms: z.int(),
    sla_ms: z.int(),
    verify_within_ms: z.int(),
    directories: z.array(z.string()).nullable(),
    /** The least attestation that counted; absent in versions in which all did. */
    min_attestation: z.enum(ATTESTATION_LEVELS).optional(),
  }),
  /** Where the ledger of this pack ends. */
  head: z.strictObject({ sequence: z.int().min(0), hash: z.string() }),
  key_id: z.string(),
  population: z.array(population),
  files: z.array(file),
  proves: z.array(z.string()),
  does_not_prove: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestShape>;

export const PROVES: readonly string[] = [
  'Which bytes were imported as which export, by whom and when, with the as-of, filter and completeness that were stated for them.',
  'That every account of those reads is listed once, with one finding, its reason and the evidence rows behind it.',
  'Who recorded, approved or decided what and when, in an order that cannot be changed without breaking the chain of hashes.',
  'Whom each account was found to belong to, and which links the rules changed after which reads, decisions or settings.',
  'Which accounts each access review froze, from which reads and how complete, whom each was put to, who decided what on it and why, and what later reads showed of it.',
  'Which recorded deactivations a later export confirmed or contradicted, and which nothing has settled.',
];

export const DOES_NOT_PROVE: readonly string[] = [
  'That an export was what Clari showed: its bytes are hashed when they are imported, not when they are downloaded.',
  'Who clicked in Clari: a record is a statement, and a later export shows the state, not the hand.',
  'That nothing was cut off or rewritten as a whole, unless the head or the public key was kept outside this pack and is given to `evidence verify`.',
  'Anything about sources that were not read, or that a person stated to be complete and were not.',
  'That a person stated a read that is marked as by an assistant: a program called a tool, and nobody was asked.',
  'That a reviewer looked at what they decided on, or knew the person: a decision is a statement, and one that somebody else entered rests on their word.',
  'That API tokens, sessions or grants outside Clari accounts ended.',
  'That a control is met: controls.csv says in our own words what a section shows of it, and its auditor judges.',
];

/** What the attestations of its statements do not prove. */
export function notProvenBy(levels: ReadonlyMap<AttestationLevel, number>): readonly string[] {
  return [...levels].map(([level, count]) => {
    const { proves, doesNotProve } = ATTESTATION_MEANINGS[level];
    return `Of ${count} statement(s) that came as ${level}: ${doesNotProve}. It proves that ${proves}.`;
  });
}

import { join } from 'node:path';
import * as z from 'zod';
import manifestOfProgram from '../package.json' with { type: 'json' };
import { parseInstant } from '../src/model/parse-instant.ts';
import { count, defineTool, WRITING } from '../src/tool.ts';

export const exportEvidence = defineTool({
  name: 'export_evidence',
  title: 'Export the evidence pack',
  description:
    "Writes the auditor's pack into the data folder: every account with its finding, leavers with claims and deadlines, exemptions, who decided what, the ledger and its signed head, as a page, CSV and JSON Lines. Returns where it lies and the head hash; tell the person to keep that hash elsewhere.",
  inputSchema: z.strictObject({
    since: z.string().max(40).optional().describe('ISO 8601; default: from the beginning'),
    until: z.string().max(40).optional().describe('default: now'),
  }),
  outputSchema: z.object({
    folder: z.string(),
    pack_id: z.string(),
    manifest_sha256: z.string(),
    head: z.object({ sequence: count, hash: z.string() }),
    key_id: z.string(),
    since: z.string().nullable(),
    until: z.string(),
    population: z.array(
      z.object({
        app: z.string(),
        accounts: count,
        by_finding: z.record(z.string(), count),
        complete: z.boolean(),
        why: z.string(),
      }),
    ),
    files: z.array(z.object({ name: z.string(), rows: count.nullable(), sha256: z.string() })),
    does_not_prove: z.array(z.string()),
  }),
  annotations: { ...WRITING, idempotentHint: false },
  async handler(args, { deps, progress, signal }) {
    // Loaded on demand, since only an export needs it.
    const { exportPack } = await import('../src/app/evidence/export-pack.ts');
    const { packAnswer } = await import('../src/answers/pack-answer.ts');
    const at = deps.clock().replace(/[:.]/g, '-');
    const pack = await exportPack(deps, {
      folder: join(deps.home, 'evidence', at),
      since: args.since === undefined ? null : parseInstant(args.since),
      until: args.until === undefined ? null : parseInstant(args.until),
      framework: null,
      version: manifestOfProgram.version,
      signal,
      progress: (done, total) => progress(done, total, 'Writing accounts'),
    });
    return packAnswer(pack);
  },
});

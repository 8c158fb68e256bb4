import * as z from 'zod';
import { BROUGHT_BY } from '../src/app/imports/brought-by.ts';
import { ClariIdentityError } from '../src/model/errors.ts';
import { parseInstant } from '../src/model/parse-instant.ts';
import { COMPLETENESS, FILE_KINDS, FILTERS, LOOKS_LIKE, SENSES } from '../src/model/snapshot.ts';
import { timeZone } from '../src/model/time-zone.ts';
import { canAsk, count, defineTool, responseFormat, WRITING } from '../src/tool.ts';

const CONTENT_MAX = 20_000_000;

const reading = z.object({
  used: z.array(
    z.object({
      field: z.string(),
      header: z.string(),
      sense: z.enum(SENSES).optional(),
      stated: z.boolean().optional(),
      blank: z.boolean().optional(),
    }),
  ),
  unused: z.array(z.object({ header: z.string(), looks_like: z.enum(LOOKS_LIKE) })),
  values: z.array(
    z.object({ header: z.string(), value: z.string(), rows: count, taken_as: z.enum(['missing', 'unknown']) }),
  ),
  unreadable: z.array(z.string()),
  samples: z.array(z.record(z.string(), z.string().nullable())),
});

export const importClariExport = defineTool({
  name: 'import_clari_export',
  title: 'Import a Clari export or directory download',
  description:
    'Imports one file (Clari users, forecast, Copilot, audit, activity or quota; Okta or Entra download; people assigned to Clari; opportunities) as a dated snapshot, all or nothing, or decisions of an Entra access review. State complete only if the person says it is whole: missing accounts then count as closed. A client with forms asks the person; without one it settles no recorded deactivation, and accept_drop fails.',
  inputSchema: z.strictObject({
    path: z.string().max(4_000).optional().describe('file in a configured import folder'),
    content: z.string().max(CONTENT_MAX).optional().describe('or the file itself'),
    kind: z
      .enum(FILE_KINDS)
      .optional()
      .describe('default: detected; a users export without a word of Clari needs it once'),
    as_of: z.string().max(40).describe('when it was exported, ISO 8601 with offset; ask the person, do not guess'),
    complete: z.boolean().optional().describe('true: a full list; false: partial; absent: unknown'),
    filter: z.enum(FILTERS).optional(),
    app: z.string().max(40).optional().describe('whose users list'),
    directory: z.string().max(100).optional().describe('okta, entra or any name'),
    time_zone: z.string().max(64).optional().describe('IANA zone of times without offset'),
    mapping: z
      .record(z.string().max(100), z.string().max(300))
      .optional()
      .describe(
        'field name to header; active, inactive, suspended or deleted to a header whose yes means it, or to HEADER:VALUE',
      ),
    dry_run: z.boolean().default(false),
    accept_drop: z.boolean().default(false),
    response_format: responseFormat,
  }),
  outputSchema: z.object({
    status: z.enum(['imported', 'unchanged', 'dry_run']),
    stated_by: z.enum(BROUGHT_BY).describe('assistant: it settles no claim'),
    snapshot_id: z.string().optional(),
    kind: z.enum(FILE_KINDS),
    app: z.string().optional(),
    directory: z.string().optional(),
    detected: z.array(z.string()),
    as_of: z.string(),
    completeness: z.enum(COMPLETENESS),
    rows: count,
    accepted: count,
    refused: count,
    rejected: z.array(z.object({ line: count, why: z.string() })),
    warnings: z.array(z.object({ line: count, why: z.string() })),
    reading: reading.optional().describe('how a CSV was read: show it to the person'),
    changes: z.object({ added: count, removed: count, changed: count }),
    verified: z.array(z.string()).describe('recorded deactivations'),
    contradicted: z.array(z.string()),
    message: z.string(),
    review_id: z.string().optional(),
    plans: z.array(z.string()).optional(),
  }),
  annotations: WRITING,
  async handler(args, { deps, attestation, session, confirm, progress, signal }) {
    const [{ importAnywhere }, { allowedFile }, { importAnswer, importQuestion }, { decisionsIn }] = await Promise.all([
      import('../src/app/imports/import-anywhere.ts'),
      import('../src/app/imports/allowed-file.ts'),
      import('../src/answers/import-answer.ts'),
      import('../src/answers/decisions-in.ts'),
    ]);
    const most = args.response_format === 'detailed' ? 1_000 : 20;
    const source =
      args.path === undefined
        ? { content: onlyContent(args.content) }
        : { path: await allowedFile(onlyPath(args.path, args.content), deps) };
    const found = await decisionsIn(source, args.kind ?? null);
    if (found.decisions !== null) {
      const { importEntraDecisions } = await import('../src/answers/entra-decisions-answer.ts');
      const { directory = null, dry_run: dryRun } = args;
      const options = { reviewId: null, directory, dryRun, most, signal };
      return importEntraDecisions(deps, found.decisions, options, { attestation, session, ask: confirm });
    }
    const result = await importAnywhere(
      deps,
      source,
      {
        kind: found.kind,
        app: args.app ?? null,
        directory: args.directory ?? null,
        asOf: parseInstant(args.as_of, args.time_zone === undefined ? null : timeZone(args.time_zone)),
        completeness: args.complete === undefined ? null : args.complete ? 'complete' : 'partial',
        filter: args.filter ?? null,
        mapping: args.mapping ?? {},
        timeZone: args.time_zone ?? null,
      },
      {
        acceptDrop: args.accept_drop,
        dryRun: args.dry_run,
        signal,
        ask: canAsk({ attestation }) ? (question) => confirm(importQuestion(question)) : undefined,
        progress: (done, total) => progress(done, total, 'bytes read'),
      },
    );
    return importAnswer(result, most);
  },
});

function onlyContent(content: string | undefined): string {
  if (content !== undefined) return content;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    'Neither `path` nor `content` was given.',
    'Call again with the file content, or with a path inside a configured import folder.',
  );
}

function onlyPath(path: string, content: string | undefined): string {
  if (content === undefined) return path;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    'Both `path` and `content` were given, and they may differ.',
    'Call again with one of them.',
  );
}

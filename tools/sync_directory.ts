import * as z from 'zod';
import { SYNC_TARGETS } from '../src/app/sync/targets.ts';
import { READ_GAP_CODES } from '../src/model/live.ts';
import { COMPLETENESS, KINDS } from '../src/model/snapshot.ts';
import { canAsk, count, defineTool, responseFormat, WRITING } from '../src/tool.ts';

const changes = z.object({ added: count, removed: count, changed: count, no_longer_active: count });
const problems = z.array(z.object({ line: count, why: z.string() }));

export const syncDirectory = defineTool({
  name: 'sync_directory',
  title: 'Read Okta, Entra ID or Clari now',
  description:
    'Reads the configured live sources now: who exists, who is assigned to Clari, who ended that and when. It only reads there. What cannot be read is reported with the permission that would fix it, and concludes nothing. A guard holds large losses; accept_drop asks the person in a form, and is refused where the client has none.',
  inputSchema: z.strictObject({
    directory: z.enum(SYNC_TARGETS).default('all').describe('all: every one that is configured'),
    accept_drop: z.boolean().default(false),
    response_format: responseFormat,
  }),
  outputSchema: z.object({
    status: z.enum(['synced', 'incomplete', 'failed']),
    snapshot_id: z.string().optional(),
    as_of: z.string().optional(),
    rows: count,
    accepted: count,
    refused: count,
    rejected: problems,
    changes,
    verified: z.array(z.string()).describe('recorded deactivations'),
    contradicted: z.array(z.string()),
    reads: z.array(
      z.object({
        source: z.string(),
        snapshot_id: z.string(),
        kind: z.enum(KINDS),
        directory: z.string().optional(),
        app: z.string().optional(),
        as_of: z.string(),
        completeness: z.enum(COMPLETENESS),
        mode: z.enum(['full', 'incremental']),
        rows: count,
        changes,
        cannot_conclude: z.array(
          z.object({
            code: z.enum(READ_GAP_CODES),
            gap: z.string(),
            close_with: z.string(),
            scope: z.string().optional(),
          }),
        ),
      }),
    ),
    failed: z.array(z.object({ source: z.string(), code: z.string(), message: z.string(), next: z.string() })),
    calls: count,
    warnings: z.array(z.string()),
  }),
  annotations: { ...WRITING, openWorldHint: true },
  async handler(args, { deps, attestation, confirm, progress, signal }) {
    const { sync } = await import('../src/app/sync/sync.ts');
    const { lossQuestion, syncAnswer } = await import('../src/answers/sync-answer.ts');
    const beat = heartbeat((count, message) => progress(count, count + 1, message));
    try {
      const result = await sync(deps, args.directory, {
        acceptDrop: args.accept_drop,
        signal,
        ask: canAsk({ attestation }) ? (series, guards) => confirm(lossQuestion(series, guards)) : undefined,
        progress: (_pages, message) => beat.say(message),
      });
      return syncAnswer(result, args.response_format === 'detailed' ? 1_000 : 20);
    } finally {
      beat.stop();
    }
  },
});

const BEAT_MS = 5_000;

/** Repeats the last message while a rate limit is waited for, because clients give up on a silent call. */
function heartbeat(send: (count: number, message: string) => void) {
  let [count, last] = [0, 'reading'];
  const say = (message: string) => {
    last = message;
    count += 1;
    send(count, message);
  };
  const timer = setInterval(() => say(last), BEAT_MS);
  timer.unref();
  return { say, stop: () => clearInterval(timer) };
}

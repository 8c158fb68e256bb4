import { claimsRevision } from './protocol/revision.ts';
import type { ServerOptions } from './server-options.ts';

/** Serves until the client closes stdin or a signal asks to stop. What the client says first decides the revision. */
export async function serveStdio(options: ServerOptions, close: () => Promise<void>): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const input = await Promise.race([firstLine(process.stdin), stopped]);
  if (input !== undefined) {
    const era = isModern(input.line) ? await import('./era-2026/stdio.ts') : await import('./era-2025/stdio.ts');
    const serving = await era.speakStdio(options, input.rest);
    await Promise.race([serving.ended, stopped]);
    await serving.close();
    // Whoever began to listen to it just now would keep the process.
    process.stdin.destroy();
  }
  await close();
}

/** What came before the first line was complete, with the line; `rest` has all of it, to be read again. */
interface Beginning {
  readonly line: string;
  readonly rest: Buffer;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LINE_FEED = 0x0a;

/** Of whatever sends no line end; the SDK then says why it reads no further. */
const LONGEST_FIRST_LINE = 64_000_000;

/** Undefined: the client left before it said anything. A byte order mark, which JSON does not know, is dropped. */
function firstLine(stdin: NodeJS.ReadStream): Promise<Beginning | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const leave = () => stdin.off('data', read).off('end', end).off('close', end);
    const end = () => {
      leave();
      resolve(undefined);
    };
    const read = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (!chunk.includes(LINE_FEED) && length < LONGEST_FIRST_LINE) return;
      leave().pause();
      const all = Buffer.concat(chunks);
      const rest = all.subarray(0, 3).equals(BYTE_ORDER_MARK) ? all.subarray(3) : all;
      resolve({ line: rest.subarray(0, rest.indexOf(LINE_FEED)).toString('utf8'), rest });
    };
    stdin.on('data', read).on('end', end).on('close', end);
  });
}

/** Requests of the revision 2026-07-28 and later each say which one they are of. */
function isModern(line: string): boolean {
  try {
    return claimsRevision(JSON.parse(line));
  } catch {
    return false;
  }
}

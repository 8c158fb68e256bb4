import { statSync } from 'node:fs';
import { fileInput, textInput } from '../../sources/file/input.ts';
import type { FileStatement } from '../../sources/source.ts';
import type { Deps } from '../deps.ts';
import { type ImportOptions, importFile } from './import-file.ts';
import type { ImportResult } from './import-result.ts';
import type { ImportSource } from './offload.ts';

/** Smaller files are read sooner than a thread is started. */
const MANY_BYTES = 500_000;

/** One file from bytes to published snapshot; a big one where nobody else waits for it. */
export async function importAnywhere(
  deps: Deps,
  source: ImportSource,
  statement: FileStatement,
  options: ImportOptions & { readonly signal: AbortSignal },
): Promise<ImportResult> {
  const input = 'path' in source ? fileInput(source.path) : textInput('content', source.content);
  if (deps.offload === undefined || sizeOf(source) < MANY_BYTES) return importFile(deps, input, statement, options);
  const { settings, home, actor, roles, client } = deps;
  const { acceptDrop, dryRun, signal, ask } = options;
  return deps.offload.importFile(
    {
      settings,
      home,
      caller: { actor, roles, client: client ?? null },
      source,
      statement,
      acceptDrop,
      dryRun,
      canAsk: ask !== undefined,
    },
    { signal, progress: (done, total) => options.progress?.(done, total) },
    ask,
  );
}

function sizeOf(source: ImportSource): number {
  return 'path' in source ? statSync(source.path).size : source.content.length;
}

import * as z from 'zod';
import type { Deps } from '../../src/app/deps.ts';
import type { JudgedPage } from '../../src/evaluation/index.ts';
import type { SourceCoverage } from '../../src/model/coverage.ts';
import type { JudgedFilter, JudgedOrder, StoreReader } from '../../src/store/store.ts';
import { count } from '../../src/tool.ts';
import { coveragePart } from './coverage-part.ts';

export const listInput = {
  limit: z.int().min(1).max(200).default(25),
  cursor: z.string().max(2_000).optional().describe('next_cursor of the page before'),
};

export const listOutput = {
  total: count,
  next_cursor: z.string().nullable(),
  coverage: z.array(coveragePart),
  warnings: z.array(z.string()),
};

export interface ListPage extends JudgedPage {
  readonly nextCursor: string | null;
  readonly coverage: readonly SourceCoverage[];
  readonly warnings: readonly string[];
}

/** One page of judged accounts, all of it read at one moment. */
export async function listPage(
  deps: Deps,
  filter: JudgedFilter,
  order: JudgedOrder,
  asked: Readonly<Record<string, unknown>> & { readonly limit: number; readonly cursor?: string | undefined },
  more: (reader: StoreReader) => Promise<void> = async () => undefined,
): Promise<ListPage> {
  // Loaded on demand, so that a client that only lists tools never waits.
  const [{ evaluate, judgedPage }, { coverageWarnings, currentCoverage }, { readCursor, writeCursor }] =
    await Promise.all([
      import('../../src/evaluation/index.ts'),
      import('../../src/app/lookups/current-coverage.ts'),
      import('../../src/app/lookups/cursor.ts'),
    ]);
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const contentVersion = (await reader.evaluation())?.contentVersion ?? 0;
    const question = questionOf(order, asked);
    const after = asked.cursor === undefined ? null : readCursor(asked.cursor, contentVersion, question);
    const page = await judgedPage(reader, deps.settings, filter, order, after, asked.limit);
    const coverage = await currentCoverage(deps, reader);
    await more(reader);
    return {
      ...page,
      nextCursor: page.nextKey === null ? null : writeCursor(contentVersion, question, page.nextKey),
      coverage,
      warnings: coverageWarnings(coverage),
    };
  });
}

/** The part of a question that a cursor is bound to: page size and format may change between pages, filters may not. */
function questionOf(order: JudgedOrder, asked: Readonly<Record<string, unknown>>): string {
  const { limit: _limit, cursor: _cursor, response_format: _form, ...filter } = asked;
  return JSON.stringify([order, Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

export function listTail(page: ListPage, shown: number): string {
  return page.nextCursor === null
    ? `${shown} of ${page.total}.`
    : `${shown} of ${page.total}; next page: cursor=${page.nextCursor}`;
}

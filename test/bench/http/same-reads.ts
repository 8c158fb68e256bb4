import { readConfig } from '../../../src/config.ts';
import { judgedPage } from '../../../src/evaluation/index.ts';
import { openStore } from '../../../src/store/open.ts';
import { settingsOf } from '../../helpers/profiles.ts';

const store = await openStore({ url: process.env['BASELINE_STORE'] ?? '' });

/**
 * Asks the store what list_clari_users asks it: whether the judgements still hold, a page of them, and which reads there
 * are.
 */
export async function sameReads(text: string, limit: number) {
  await store.read(async (reader) => [await reader.evaluation(), await reader.revision()]);
  const page = await store.read(async (reader) => {
    await reader.evaluation();
    const asked = await judgedPage(reader, settingsOf(readConfig({})), { app: 'clari' }, 'email', null, limit);
    await reader.snapshots();
    return asked;
  });
  const ids = page.rows.map((row) => row.account.accountId);
  const structuredContent = { text, total: page.total, ids };
  return { content: [{ type: 'text' as const, text: JSON.stringify(structuredContent) }], structuredContent };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ENTRY = `
import { viewTools } from './src/serve/host-view/view-tools.ts';
import { define } from './src/serve/protocol/list-tools.ts';
import { tools } from './tools/index.ts';
const ofViews = viewTools(() => Promise.reject(new Error('only described here')));
export const definitions = JSON.stringify([...tools, ...ofViews].map(define));
`;

/** Every tool as it is listed, as JSON: made of the schemas once, when the program is built. */
export async function toolDefinitions() {
  const outfile = join(import.meta.dirname, '.cache', `tool-definitions-${process.pid}.mjs`);
  await build({
    stdin: { contents: ENTRY, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  try {
    const { definitions } = await import(pathToFileURL(outfile).href);
    return definitions;
  } finally {
    await rm(outfile);
  }
}

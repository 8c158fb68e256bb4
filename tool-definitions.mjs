import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What a client sees of every tool, as JSON: made of the schemas once, when the program is built. */
export async function toolDefinitions() {
  const outfile = join(import.meta.dirname, '.cache', `tool-definitions-${process.pid}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, 'src/describe-tools.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  try {
    const { describeTools } = await import(pathToFileURL(outfile).href);
    return JSON.stringify(describeTools());
  } finally {
    await rm(outfile);
  }
}

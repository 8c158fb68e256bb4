import { type BuildOptions, build } from 'esbuild';

// The policy of views forbids code from text, which zod would try to see whether it may.
const WITHOUT_EVAL = 'globalThis.__zod_globalConfig = { jitless: true };';

/** A script for a page, with all that it imports. */
export async function bundleForPage(from: Pick<BuildOptions, 'entryPoints' | 'stdin' | 'globalName'>): Promise<string> {
  const { outputFiles } = await build({
    ...from,
    bundle: true,
    write: false,
    format: 'iife',
    banner: { js: WITHOUT_EVAL },
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

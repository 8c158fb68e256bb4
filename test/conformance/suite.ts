import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import manifest from '@modelcontextprotocol/conformance/package.json' with { type: 'json' };

const PROGRAM = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);

export const SUITE_VERSION = manifest.version;

/** Runs the official suite against a server, as its users do; each scenario with its checks that passed and failed. */
export async function conformance(url: string, ...args: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const said = await new Promise<string>((done) => {
    execFile(
      process.execPath,
      [PROGRAM, 'server', '--url', url, ...args],
      { maxBuffer: 50_000_000 },
      (_error, out, err) => done(`${out}\n${err}`),
    );
  });
  const scenario = /--scenario (\S+)/.exec(args.join(' '))?.[1];
  const lines = [...said.matchAll(/^[✓✗] ([a-z0-9-]+): (\d+) passed, (\d+) failed/gmu)];
  const single = [...said.matchAll(/^Passed: (\d+)\/\d+, (\d+) failed/gm)];
  if (scenario !== undefined)
    return new Map(single.map(([, passed, failed]) => [scenario, `${passed} passed, ${failed} failed`]));
  return new Map(lines.map(([, name = '', passed, failed]) => [name, `${passed} passed, ${failed} failed`]));
}

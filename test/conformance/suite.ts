import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import manifest from '@modelcontextprotocol/conformance/package.json' with { type: 'json' };
import nextManifest from 'conformance-next/package.json' with { type: 'json' };

export const [SUITE_VERSION, NEXT_VERSION] = [manifest.version, nextManifest.version];

const require = createRequire(import.meta.url);
const PROGRAMS = {
  first: require.resolve('@modelcontextprotocol/conformance/package.json'),
  next: require.resolve('conformance-next/package.json'),
};

export interface Verdict {
  /** By the suite's own count, which leaves out what it does not score. */
  readonly isPassed: boolean;
  readonly results: ReadonlyMap<string, string>;
}

/** Newer suites import a function of `fs` that Node 20 lacks. */
const FOR_NODE_20 = new URL('node-20.mjs', import.meta.url).href;

/** Runs the official suite against a server, as its users do; each scenario with its checks that passed and failed. */
export async function conformance(
  url: string,
  args: readonly string[],
  suite: keyof typeof PROGRAMS = 'first',
): Promise<Verdict> {
  const { said, passed: isPassed } = await new Promise<{ said: string; passed: boolean }>((done) => {
    execFile(
      process.execPath,
      ['--import', FOR_NODE_20, join(dirname(PROGRAMS[suite]), 'dist/index.js'), 'server', '--url', url, ...args],
      { maxBuffer: 50_000_000 },
      (error, out, err) => done({ said: `${out}\n${err}`, passed: error === null }),
    );
  });
  const scenario = /--scenario (\S+)/.exec(args.join(' '))?.[1];
  const lines = [...said.matchAll(/^[✓✗] ([a-z0-9-]+): (\d+) passed, (\d+) failed/gmu)];
  const single = [...said.matchAll(/^Passed: (\d+)\/\d+, (\d+) failed/gm)];
  if (scenario !== undefined)
    return {
      isPassed,
      results: new Map(single.map(([, passed, failed]) => [scenario, `${passed} passed, ${failed} failed`])),
    };
  return {
    isPassed,
    results: new Map(lines.map(([, name = '', passed, failed]) => [name, `${passed} passed, ${failed} failed`])),
  };
}

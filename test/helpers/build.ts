import { spawnSync } from 'node:child_process';

/**
 * Tests of processes run what users run: the bundle, built from the sources at hand, and the soak driver. Without it an
 * older one would be tested, so a build that fails ends the run. `CLARI_IDENTITY_TEST_BUILT=1` says that it has been built a moment ago.
 */
export function setup(): void {
  if (process.env['CLARI_IDENTITY_TEST_BUILT'] === '1') return;
  const { status, signal, error } = spawnSync(process.execPath, ['build.mjs', 'program', 'soak'], { stdio: 'inherit' });
  if (status === 0) return;
  throw new Error(
    `The build failed, so nothing was tested (${error?.message ?? signal ?? `it ended with ${status}`}).`,
  );
}

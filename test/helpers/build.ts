import { spawnSync } from 'node:child_process';

/** Tests of processes run what users run: the bundle, built from the sources at hand. A failed build fails those tests. */
export function setup(): void {
  spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}

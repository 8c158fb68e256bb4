import { execFileSync } from 'node:child_process';

/** Tests of processes run what users run: the bundle, built from the sources at hand. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}

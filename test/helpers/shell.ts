import { spawn } from 'node:child_process';
import { type Run, runOf } from './program.ts';

/** Runs lines in bash as somebody who pastes them. */
export function shell(script: string, env: Readonly<Record<string, string>>): Promise<Run> {
  const child = spawn('bash', ['-s'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const run = runOf(child);
  child.stdin.end(script);
  return run;
}

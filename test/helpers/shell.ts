import { spawn } from 'node:child_process';
import type { Run } from './program.ts';

/** Runs lines in bash as somebody who pastes them. */
export function shell(script: string, env: Readonly<Record<string, string>>): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn('bash', ['-s'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(script);
  });
}

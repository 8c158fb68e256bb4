import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

export interface ServerProcess {
  readonly url: string;
  /** Resident memory now, MB; null where /proc has none. */
  memory(): Promise<number | null>;
  /** Processor time so far, ms: tells the cost where other work shares the machine. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server that names its address on stderr. */
export async function startServer(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const url = await new Promise<string>((found, fail) => {
    child.once('close', () => fail(new Error(`${args.join(' ')} ended`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const at = /"url":"([^"]+)"/.exec(line)?.[1];
      if (at !== undefined) found(at);
      else if (line.includes('"level":"error"')) process.stderr.write(`${line}\n`);
    });
  });
  return {
    url,
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const found = /^VmRSS:\s+(\d+) kB/m.exec(status);
      return found === null ? null : Number(found[1]) / 1_000;
    },
    async cpuMs() {
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13);
      // Ticks of a hundredth of a second, which Linux has fixed for programs.
      return (Number(user) + Number(system)) * 10;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

import type { SingleBar } from 'cli-progress';

const SHOW_AFTER_MS = 1_000;

export interface Progress {
  update(done: number, total: number): void;
  stop(): Promise<void>;
}

/** A bar on a terminal, for what takes longer than a second; silent elsewhere. */
export async function progressBar(label: string, interactive: boolean): Promise<Progress> {
  if (!interactive) return { update: () => undefined, stop: async () => undefined };
  const started = Date.now();
  const { default: bars } = await import('cli-progress');
  let bar: SingleBar | null = null;
  return {
    update(done, total) {
      if (bar === null && Date.now() - started > SHOW_AFTER_MS) {
        bar = new bars.SingleBar({ format: `${label} {bar} {percentage}% {eta}s`, stream: process.stderr });
        bar.start(total, done);
      }
      bar?.update(done);
    },
    async stop() {
      bar?.stop();
    },
  };
}

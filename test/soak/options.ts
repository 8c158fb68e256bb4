import { parseArgs } from 'node:util';

export type Database = 'sqlite' | 'postgres';

export interface SoakOptions {
  readonly milliseconds: number;
  readonly seed: number;
  readonly database: Database;
}

/** What `npm run soak --` was given; without a time it takes two minutes. */
export function soakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hours: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      store: { type: 'string', default: 'sqlite' },
    },
  });
  const { hours, minutes, store } = values;
  if (store !== 'sqlite' && store !== 'postgres') throw new Error('--store is sqlite or postgres');
  const asked = hours === undefined ? number('minutes', minutes ?? '2') : 60 * number('hours', hours);
  return {
    milliseconds: asked * 60_000,
    seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : number('seed', values.seed),
    database: store,
  };
}

function number(name: string, text: string): number {
  const read = Number(text);
  if (text.trim() !== '' && Number.isFinite(read) && read >= 0) return read;
  throw new Error(`--${name} is a number, and not ${JSON.stringify(text)}`);
}

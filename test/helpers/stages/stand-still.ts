import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import files from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { threadId } from 'node:worker_threads';

/**
 * Loaded into the program by `--import`, before its own code: it stands still at the step that the test has named, for
 * as long as the test wants. A step is a statement of SQL, or something done to files. What the test wants is in a file:
 * an id on the first line, `before` or `after` on the second, then the patterns that have to be met one after the other.
 */
const place = process.env['TEST_STAGES'] ?? '';
/** The drivers are the ones that the program loads. */
const require = createRequire(process.argv[1] ?? import.meta.url);

let wanted = '';
let met = 0;

function asked(): string {
  try {
    return readFileSync(place, 'utf8');
  } catch {
    return '';
  }
}

function step(what: string, side: 'before' | 'after'): void {
  const now = asked();
  if (now !== wanted) [wanted, met] = [now, 0];
  if (now === '') return;
  const [id, when, ...patterns] = now.split('\n');
  if (side === 'before') appendFileSync(`${place}.steps`, `${id} ${threadId} ${what.replaceAll(/\s+/g, ' ')}\n`);
  const next = patterns[met];
  // All but the last are only passed on the way; that is seen before they run.
  const last = met === patterns.length - 1;
  if (next === undefined || side !== (last ? when : 'before') || !new RegExp(next, 'i').test(what)) return;
  met += 1;
  if (!last) return;
  writeSync(2, `[stands still ${id}]\n`);
  const forever = new Int32Array(new SharedArrayBuffer(4));
  while (asked() === now) Atomics.wait(forever, 0, 0, 5);
}

function watch(owner: object, method: string, stepOf: (self: unknown, args: readonly unknown[]) => string): void {
  const original: unknown = Reflect.get(owner, method);
  if (typeof original !== 'function') throw new Error(`no ${method}`);
  Reflect.set(owner, method, function watched(this: unknown, ...args: readonly unknown[]): unknown {
    const what = stepOf(this, args);
    step(what, 'before');
    const result: unknown = Reflect.apply(original, this, args);
    if (result instanceof Promise) {
      return result.then((value) => {
        step(what, 'after');
        return value;
      });
    }
    step(what, 'after');
    return result;
  });
}

function field(of: unknown, name: string): string {
  const value: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, name) : null;
  return typeof value === 'string' ? value : '';
}

function textOf(argument: unknown): string {
  return typeof argument === 'string' ? argument : field(argument, 'text');
}

function prototypeOf(of: object): object {
  const prototype: unknown = Object.getPrototypeOf(of);
  if (typeof prototype !== 'object' || prototype === null) throw new Error('no prototype');
  return prototype;
}

/** Either package: `exec` of a connection, and what is prepared on it. */
function watchSqlite(open: () => unknown, sqlField: string): void {
  const database = open();
  if (typeof database !== 'object' || database === null) return;
  const prepare: unknown = Reflect.get(database, 'prepare');
  if (typeof prepare !== 'function') return;
  const statement: unknown = Reflect.apply(prepare, database, ['select 1']);
  if (typeof statement !== 'object' || statement === null) return;
  watch(prototypeOf(database), 'exec', (_self, [sql]) => textOf(sql));
  for (const method of ['run', 'all']) watch(prototypeOf(statement), method, (self) => field(self, sqlField));
}

/** Whichever of them this Node has: the program takes one of those. */
function tried(work: () => void): void {
  try {
    work();
  } catch {}
}

if (place !== '') {
  process.removeAllListeners('warning');
  tried(() => watchSqlite(() => new (require('better-sqlite3'))(':memory:'), 'source'));
  tried(() => watchSqlite(() => new (require('node:sqlite').DatabaseSync)(':memory:'), 'sourceSQL'));
  tried(() => watch(require('pg').Client.prototype, 'query', (_self, [query]) => textOf(query)));
  for (const method of ['open', 'rename']) watch(files, method, (_self, [path]) => `file ${method} ${String(path)}`);
  syncBuiltinESMExports();
}

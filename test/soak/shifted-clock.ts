import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Loaded into the program by `--import`, before its own code: its `Date` follows a file, so that a clock can jump while the
 * program runs. Timers, and what the system stamps on files, stay as they are.
 */
const place = process.env['TEST_CLOCK'] ?? '';
/** `shiftMs`: off by so much; `standsAt`: it stands still there. */
const setting = z.union([z.object({ shiftMs: z.number() }), z.object({ standsAt: z.number() })]);
const LOOKS_EVERY_MS = 25;

const real = Date;
let [looked, now]: [number, z.output<typeof setting>] = [Number.NEGATIVE_INFINITY, { shiftMs: 0 }];

function moment(): number {
  if (performance.now() - looked > LOOKS_EVERY_MS) {
    looked = performance.now();
    now = setting.parse(JSON.parse(readFileSync(place, 'utf8')));
  }
  return 'standsAt' in now ? now.standsAt : real.now() + now.shiftMs;
}

if (place !== '')
  globalThis.Date = new Proxy(real, {
    apply: () => new real(moment()).toString(),
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [moment()] : args, made),
    get: (target, name) => (name === 'now' ? moment : Reflect.get(target, name)),
  });

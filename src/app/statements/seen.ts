import { ClariIdentityError } from '../../model/errors.ts';

/** The effect of a statement as a person is shown it, and what it rests on, by name. */
export type Seen = Readonly<Record<string, string>>;

/** Refuses a statement whose effect is no longer what the person who agreed was shown. */
export function checkUnchanged(seen: Seen, now: Seen): void {
  const names = [...new Set([...Object.keys(seen), ...Object.keys(now)])];
  const changed = names.filter((name) => seen[name] !== now[name]);
  if (changed.length === 0) return;
  const differences = changed.map((name) => `${name}: ${seen[name] ?? 'nothing'}, and now ${now[name] ?? 'nothing'}`);
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    `It would do something else now than was shown. ${differences.join('; ')}. Nothing was recorded.`,
    'Call again, and show the person what it does now.',
  );
}

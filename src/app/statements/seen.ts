import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';

/** What a person is told that a statement does, and what it rests on, by name. */
export type Seen = Readonly<Record<string, string>>;

/** A statement as it was shown: its content as canonical JSON, and what was told of it. */
interface Shown {
  readonly content: string;
  readonly seen: Seen;
}

/** Refuses what would do something else by now than whoever agreed was told. */
export function checkUnchanged(shown: Shown, now: Shown): void {
  const names = [...new Set([...Object.keys(shown.seen), ...Object.keys(now.seen)])];
  const changed = names.filter((name) => shown.seen[name] !== now.seen[name]);
  const differences = [
    ...changed.map((name) => `${name}: ${shown.seen[name] ?? 'nothing'}, and now ${now.seen[name] ?? 'nothing'}`),
    ...(shown.content === now.content
      ? []
      : [`content: ${quote(shown.content, { longest: 2_000 })}, and now ${quote(now.content, { longest: 2_000 })}`]),
  ];
  if (differences.length === 0) return;
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    `It would do something else now than was shown. ${differences.join('; ')}. Nothing was recorded.`,
    'Call again, and show the person what it does now.',
  );
}

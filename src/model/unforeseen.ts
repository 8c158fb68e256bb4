import { quote } from './foreign.ts';

/** A failure that no part of the program expected, in our own words, and what to do next. */
export interface Unforeseen {
  readonly what: string;
  readonly next: string;
}

/** What the machine refuses the program (open files, a part that was not installed); null: it is something else. */
export function machineFault(error: unknown): Unforeseen | null {
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'EMFILE':
    case 'ENFILE':
      return {
        what: 'this process may not open enough files',
        next: 'raise the limit in the shell or service that starts it, as with: ulimit -n 1024',
      };
    case 'ERR_MODULE_NOT_FOUND':
      return { what: 'a part of it is missing', next: 'install it again, with its dependencies.' };
    default:
      return null;
  }
}

/** For people at the machine: what is left is a defect of the program, shown with its stack. */
export function unforeseen(error: unknown): Unforeseen {
  const known = machineFault(error);
  const message = error instanceof Error ? error.message : String(error);
  if (known !== null) return { ...known, what: `${known.what}: ${quote(message)}` };
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  return {
    what: `an unexpected fault: ${quote(stack, { longest: 4_000 })}`,
    next: 'this is a defect; please report it with the lines above.',
  };
}

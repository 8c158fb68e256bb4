import { quote } from './foreign.ts';

/** A failure that no part of the program expected, and what to do next. */
export interface Unforeseen {
  readonly what: string;
  readonly next: string;
}

/** Names what the machine refuses (open files, a part that was not installed); what is left is a defect of the program. */
export function unforeseen(error: unknown): Unforeseen {
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'EMFILE':
    case 'ENFILE':
      return {
        what: 'this process may not open enough files.',
        next: 'raise the limit in the shell or service that starts it, as with: ulimit -n 1024',
      };
    case 'ERR_MODULE_NOT_FOUND':
      return {
        what: `a part of it is missing: ${quote(error instanceof Error ? error.message : '')}`,
        next: 'install it again, with its dependencies.',
      };
    default:
      return {
        what: `an unexpected fault: ${quote(error instanceof Error ? (error.stack ?? error.message) : String(error), { longest: 4_000 })}`,
        next: 'this is a defect; please report it with the lines above.',
      };
  }
}

import { ZodError } from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { machineFault } from '../../model/unforeseen.ts';

/** Shows a model only our own text: the words of a driver or a file could carry instructions or secrets. */
export function explainFault(what: string, error: unknown, log: (line: string) => void): string {
  if (error instanceof ClariIdentityError) return `${error.code}: ${error.message}\nNext: ${error.remedy}`;
  const kind = error instanceof ZodError ? 'an answer that does not fit its schema' : 'an unexpected fault';
  log(
    `${what}: ${kind}: ${quote(error instanceof Error ? (error.stack ?? error.message) : String(error), { longest: 4_000 })}`,
  );
  const known = machineFault(error);
  // What could not be loaded once is not tried again by a process.
  if (known !== null)
    return `ERR_INTERNAL: ${what} was not done: ${known.what}. Nothing was changed by the failing step.\nNext: for whoever runs the server: ${known.next} Then start it again.`;
  return `ERR_INTERNAL: ${what} met ${kind}. Nothing was changed by the failing step.\nNext: try again; if it stays, the server's stderr has the details for a bug report.`;
}

import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';

export const DEPTH_MAX = 64;
export const VALUE_MAX = 1_048_576;

/** Where in a file: its line, and the byte counted from 0. */
export interface Spot {
  readonly line: number;
  readonly offset: number;
}

/** What makes a document unreadable; the walk says what, the pass knows where. */
export class JsonFault extends Error {
  readonly offset: number;
  readonly remedy: string;

  constructor(what: string, offset: number, remedy = 'Download it again, and do not edit it.') {
    super(what);
    this.offset = offset;
    this.remedy = remedy;
  }
}

export function malformed(fileName: string, spot: Spot, fault: JsonFault): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_EXPORT_MALFORMED',
    `${bare(fileName)}, ${place(spot)}: ${fault.message}`,
    fault.remedy,
    {
      cause: fault.cause,
    },
  );
}

export function cutOff(fileName: string, spot: Spot): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_EXPORT_TRUNCATED',
    `${bare(fileName)}, ${place(spot)}: the file ends here, in the middle of its JSON.`,
    'Download it again: a part of a JSON file is not read.',
  );
}

function place({ line, offset }: Spot): string {
  return `line ${line} (byte ${offset})`;
}

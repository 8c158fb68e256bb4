import type { Notes } from '../notes/notes.ts';
import { SeenLines } from '../repeats/seen.ts';
import { hasWrongChecksum } from './salesforce-id.ts';
import { quoted } from './text.ts';

/**
 * Warns once of each 18-character id whose checksum is wrong. The id is kept, because documented examples have wrong
 * checksums too.
 */
export function wrongIdWarning(notes: Notes): (id: string | null, line: number) => void {
  // Allocated late: few files need it, and it takes much memory.
  let seen: SeenLines | null = null;
  return (id, line) => {
    if (id === null || !hasWrongChecksum(id)) return;
    seen ??= new SeenLines();
    if (seen.lineOf(id, line) !== null) return;
    notes.remark(
      'identifier',
      line,
      `The checksum of the Salesforce id ${quoted(id)} is wrong, as when letter case was lost: kept as it is.`,
    );
  };
}

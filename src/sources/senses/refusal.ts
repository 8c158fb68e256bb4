import { ClariIdentityError } from '../../model/errors.ts';
import { bare, shellWord } from '../../model/foreign.ts';
import { quoted, quotedList } from '../cells/text.ts';

/** A column of yes and no whose header does not say what a yes means: nobody is called a leaver, or not one, by a guess. */
export function senseUnknown(
  where: { readonly fileName: string; readonly place: string },
  header: string,
  values: readonly string[],
): ClariIdentityError {
  const shown = [...new Set(values)].slice(0, 4);
  return new ClariIdentityError(
    'ERR_SENSE_UNKNOWN',
    `${bare(where.fileName)}, ${where.place}: ${quoted(header)} holds ${quotedList(shown)}, and its header does not say whether a yes means that somebody can sign in or that they cannot.`,
    `Say which: --map ${shellWord(`active=${header}`, '"')} if a yes means active, --map ${shellWord(`inactive=${header}`, '"')} if a yes means that the account is closed.`,
  );
}

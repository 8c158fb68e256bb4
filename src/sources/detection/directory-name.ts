import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { quoted } from '../cells/text.ts';
import type { Table } from '../table/table.ts';
import { ENTRA, marksOf, OKTA, otherDirectory, SALESFORCE, type Vendor } from './vendors.ts';

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** The name that a person stated, else `okta` or `entra` from what only those have, else ERR_USAGE with how it is written. */
export function directoryName(
  { layout, why: written }: Pick<Table, 'layout' | 'why'>,
  stated: string | null,
  fileName: string,
): { readonly name: string; readonly why: string } {
  if (stated !== null)
    return { name: normalName(stated), why: `The directory is ${quoted(normalName(stated))}, as stated.` };
  const found = [OKTA, ENTRA].flatMap((vendor) => {
    const marks = marksOf(vendor, layout);
    return marks === null ? [] : [{ vendor, marks }];
  });
  const [only] = found;
  const other = otherDirectory(layout);
  // What Active Directory is synchronised to has some of its headers.
  const disturbs = other !== null && !(only?.marks.certain === true && other.name === 'ad');
  if (only !== undefined && found.length === 1 && !disturbs) {
    const { vendor, marks } = only;
    const what = marks.shown.slice(0, 4).join(', ');
    return {
      name: vendor.name,
      why: `The directory is ${vendor.title}: ${what} ${marks.shown.length === 1 ? 'is' : 'are'} ${vendor.title}'s.`,
    };
  }
  const salesforce = found.length === 0 && marksOf(SALESFORCE, layout) !== null ? SALESFORCE : null;
  throw unnamed(fileName, found.length > 1, other ?? salesforce, written);
}

function unnamed(
  fileName: string,
  isBoth: boolean,
  other: Vendor | null,
  written: readonly string[],
): ClariIdentityError {
  const form = written
    .slice(0, 1)
    .map((sentence) => ` ${sentence}`)
    .join('');
  if (other !== null) {
    const marks = `it looks like a list of ${other.title}`;
    return new ClariIdentityError(
      'ERR_USAGE',
      `Nothing in ${bare(fileName)} says for certain which directory it comes from, and reads of two directories must not be mixed; ${marks}.${form}`,
      `If it is one, name it: --directory ${other.name}, the same name every time. Otherwise --directory okta, --directory entra, or any name of your own.`,
    );
  }
  return new ClariIdentityError(
    'ERR_USAGE',
    isBoth
      ? `${bare(fileName)} has marks of both Okta and Entra ID, so it is not clear which directory it is.${form}`
      : `Nothing in ${bare(fileName)} says for certain which directory it comes from, and reads of two directories must not be mixed.${form}`,
    'Name it: --directory okta, --directory entra, or any name of your own, the same one every time.',
  );
}

function normalName(stated: string): string {
  const name = stated.trim().toLowerCase();
  if (NAME.test(name)) return name;
  throw new ClariIdentityError(
    'ERR_USAGE',
    `${quoted(stated)} is no name for a directory.`,
    'Use letters, digits, dots, dashes and underscores, for example okta, entra or hr-file.',
  );
}

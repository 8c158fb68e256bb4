import { IDENTITY_CELLS, identityCells, identityOf } from '../../model/identity-cells.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import type { BlockRows, Packed } from '../blocks/block-rows.ts';
import { integerCell, jsonCell, textCell, textOrNullCell } from '../cells/cells.ts';
import { type CheckCells, cellChecker } from '../cells/check-cells.ts';
import { corrupt } from '../cells/corrupt.ts';
import type { NamedIdentity } from '../readers/snapshot-reader.ts';

const checkCells: CheckCells<typeof IDENTITY_CELLS> = cellChecker(IDENTITY_CELLS);
const NO_ADDRESSES: readonly string[] = [];

/** What says whom a row is about, for those who go through all of them: a third of the values. */
export const identityNames: Packed<NamedIdentity> = {
  of: 'identity',
  parse: ([line, key, , directory, login, email, otherEmails, name, givenName, familyName, employeeId]) => ({
    line: integerCell(line, 'line'),
    directory: textCell(directory, 'directory'),
    identityId: textCell(key, 'row_key'),
    login: textOrNullCell(login, 'login'),
    email: textOrNullCell(email, 'email'),
    otherEmails: addressesCell(otherEmails),
    name: textOrNullCell(name, 'name'),
    givenName: textOrNullCell(givenName, 'given_name'),
    familyName: textOrNullCell(familyName, 'family_name'),
    employeeId: textOrNullCell(employeeId, 'employee_id'),
  }),
};

export const identityRows: BlockRows<IdentityObservation> = {
  of: 'identity',
  activeStatus: 'active',
  // From the status to the name for single sign-on. What the log says is no change: its window moves on, and nothing of the identity changed.
  stated: [2, 21],
  cells: (row) => identityCells(row, addressesValue),
  parse(cells) {
    checkCells(cells);
    return identityOf(cells, addressesCell);
  },
};

function addressesValue(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : JSON.stringify(texts);
}

function addressesCell(value: unknown): readonly string[] {
  if (value === null) return NO_ADDRESSES;
  const texts = jsonCell(value, 'other_emails');
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) throw corrupt('other_emails');
  return texts;
}

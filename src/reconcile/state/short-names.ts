import { parseName } from '../normalise/names.ts';
import type { IdentityEntry } from './identity-entry.ts';
import { shortForm } from './list-matches.ts';

/** What other systems call somebody: the local part of an address, the employee id, `aquist` or `adaq` for Ada Quist. */
export function shortNamesOf(entry: IdentityEntry): readonly string[] {
  const names = new Set<string>();
  for (const address of [...entry.logins, ...entry.emails]) names.add(shortForm(address));
  for (const { row } of entry.newest) {
    for (const address of row.otherEmails) names.add(shortForm(address));
    if (row.employeeId !== null) names.add(shortForm(row.employeeId));
    const { given, family } = parseName(row);
    for (const first of given)
      for (const last of family) for (const name of formsOf(first.plain, last.plain)) names.add(name);
  }
  names.delete('');
  return [...names];
}

function formsOf(given: string, family: string): readonly string[] {
  const [g, f] = [shortForm(given), shortForm(family)];
  if (g === '' || f === '' || g === f) return [g, f];
  return [g, f, g + f, f + g, `${g[0]}${f}`, `${f}${g[0]}`, `${g}${f[0]}`, `${f[0]}${g}`];
}

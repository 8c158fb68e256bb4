import type { Ids } from './ids.ts';
import type { Random } from './random.ts';
import type { Person } from './roster.ts';

/** What one person's rows are made with. */
export interface Casting {
  readonly random: Random;
  readonly ids: Ids;
  readonly employeeNumber: string;
  readonly managers: Readonly<Record<'okta' | 'entra', string>>;
  /** One Salesforce user for each mark. */
  salesforceUser(mark: string): string;
}

/** `given.family`, without what an address can't have. */
export function localPart(person: Pick<Person, 'given' | 'family'>): string {
  return [person.given, person.family].map(plain).join('.');
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '');
}

import type { AppProfile } from '../../model/app-profile.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quotedList } from '../cells/text.ts';
import type { FileStatement } from '../source.ts';

const POPULATION = 'population';

/**
 * What was stated of the columns, without the population that the list is of: where one list may mix several, a person says
 * which it has. The first that a profile names is the organisation's own people, whom directories know.
 * @throws ERR_USAGE if nobody said, or it is one of people who are in no directory.
 */
export function mappingOf(
  { kind, mapping }: Pick<FileStatement, 'kind' | 'mapping'>,
  profile: AppProfile | null,
): FileStatement['mapping'] {
  const populations = profile?.usersList.populations ?? [];
  const [own] = populations;
  if (profile === null || own === undefined || kind === 'directory-assignments') return mapping;
  const { [POPULATION]: stated = null, ...columns } = mapping;
  const found = populations.find((one) => one.toLowerCase() === stated?.trim().toLowerCase());
  if (found === own) return columns;
  throw new ClariIdentityError(
    'ERR_USAGE',
    found === undefined
      ? `A users list of ${profile.name} may have ${quotedList(populations)}, and nothing says which this one has.`
      : `Of ${profile.name}, ${quotedList([found])} are nobody of your directories: each would look like an account that nobody owns.`,
    `Bring the list of ${quotedList([own])} alone, and say so: --map ${POPULATION}="${own}". Nothing was imported.`,
  );
}

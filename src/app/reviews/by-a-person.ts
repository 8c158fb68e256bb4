import { isAtLeast, WAYS_TO_STATE } from '../../model/attestation.ts';
import type { How } from '../statements/asking.ts';
import type { Needed } from '../statements/needed.ts';

/**
 * For what only a person decides: at least a form that somebody answers, and whatever counts here. No code does it,
 * because a model can repeat one alone.
 */
export function neededOfPerson(what: string, { attestation, counting: { least } }: How): Needed {
  const level = isAtLeast(least, 'client_form') ? least : 'client_form';
  const why =
    attestation.level === 'code'
      ? `This client cannot show a form to a person, and nothing else ${what} here.`
      : attestation.level === 'unattended'
        ? `A person ${what}, who types at a terminal, and this is none.`
        : `What ${what} counts from the level ${level} on, and this way has ${attestation.level}.`;
  return { level, why, remedy: `A person does it ${WAYS_TO_STATE[level]}.` };
}

import { splitAddress } from './addresses.ts';
import { type Comparer, type Contender, conflictingId } from './contenders.ts';
import type { Evidence } from './decide.ts';
import type { NameFit } from './name-fit.ts';

/** How the address that decides is held. A further address moves on easily: to a manager, to a namesake. */
export type Holding = 'primary' | 'further';

/**
 * Whether the address may have been passed on: whoever holds it now has another name than the account, or somebody else
 * has the account's name and fits better. Null: nothing says so. Else those with whom a person has to compare it.
 */
export function movedOn(winner: Contender, holding: Holding, evidence: Evidence): readonly Contender[] | null {
  const { contenders, compare, isRole } = evidence;
  // A function's mailbox has nobody's name.
  if (isRole() || winner.person.identities.every((one) => one.latest.personKind === 'not_person')) return null;
  const fit = bestFit(winner, compare);
  if (fit === 'open') return null;
  const isSame = isNamedAs(winner, compare);
  if (holding === 'primary' && fit === 'fits') return null;
  const better = contenders.filter(
    (one) => one !== winner && isNamedAs(one, compare) && (!isSame || hasMarkedAddress(one, evidence)),
  );
  if (better.length > 0) return [winner, ...better];
  return holding === 'primary' && fit === 'other' ? [winner] : null;
}

/** Whether whoever has the account's name has to be looked for before an address decides. */
export function mayHaveMovedOn(winner: Contender, holding: Holding, { compare }: Evidence): boolean {
  if (holding === 'further') return true;
  const fit = bestFit(winner, compare);
  return fit === 'other' || fit === 'partly';
}

const ORDER: readonly NameFit[] = ['fits', 'partly', 'other', 'open'];

/** By the one of the person's identities that fits best; one without a name says nothing. */
function bestFit({ person }: Contender, compare: Comparer): NameFit {
  const fits = new Set(person.identities.map((identity) => compare.fit(identity)));
  return ORDER.find((one) => fits.has(one)) ?? 'open';
}

/** Given and family name agree, and no id speaks against it. */
function isNamedAs({ person }: Contender, compare: Comparer): boolean {
  return person.identities.some((identity) => {
    const { whole, given, family } = compare.names(identity);
    return (whole === 'agree' || (given === 'agree' && family === 'agree')) && conflictingId(identity, compare) === null;
  });
}

const SHORTEST_MARKED = 5;

/** The account's address with a word before or after it, as of somebody who left: `ada.quist_left@`. Twins have numbers. */
function hasMarkedAddress({ person }: Contender, { primary, compare }: Evidence): boolean {
  const locals = primary.map((address) => splitAddress(address).local).filter((one) => one.length >= SHORTEST_MARKED);
  return person.identities.some((identity) =>
    compare.addresses(identity).some((address) => {
      const { local } = splitAddress(address);
      return locals.some((own) => isMarked(local, own));
    }),
  );
}

function isMarked(local: string, own: string): boolean {
  const at = local.indexOf(own);
  if (at < 0 || local.length === own.length) return false;
  const rest = `${local.slice(0, at)} ${local.slice(at + own.length)}`;
  return /^(?:[a-z]+[._-]+ | ?[._-]+[a-z]+)[\d._-]*$/.test(rest);
}

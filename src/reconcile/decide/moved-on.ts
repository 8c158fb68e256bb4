import type { NameFit } from '../compare/name-fit.ts';
import { splitAddress } from '../normalise/addresses.ts';
import { type Comparer, type Contender, conflictingId } from './contenders.ts';
import type { Evidence } from './decision.ts';

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
  // A date of birth does not move on with an address.
  if (winner.person.identities.some((one) => BORN.has(compare.weights(one).birthDate))) return null;
  const fit = bestFit(winner, compare);
  if (fit === 'open') return null;
  if (holding === 'primary' && fit === 'fits') return null;
  const needed = neededOf(winner, compare);
  const better = contenders.filter(
    (one) =>
      one !== winner &&
      isNamedAs(one, compare) &&
      (needed === 'name' || isMarkedOf(one, evidence) || (needed === 'no_address' && !hasOwnAddress(one, compare))),
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

const BORN: ReadonlySet<string> = new Set(['agree', 'near']);

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
    return (
      (whole === 'agree' || (given === 'agree' && family === 'agree')) && conflictingId(identity, compare) === null
    );
  });
}

/**
 * What somebody else with the account's name must have besides it. A given name is hardly ever changed, so against another
 * one the name is enough. Whoever kept theirs may have married, and of twins with one name each has an address: then it
 * takes somebody who has none, or an address as of somebody who left.
 */
function neededOf(winner: Contender, compare: Comparer): 'name' | 'no_address' | 'mark' {
  if (isNamedAs(winner, compare)) return 'mark';
  const keptGiven = winner.person.identities.some((identity) => KEPT.has(compare.weights(identity).names.given));
  return keptGiven ? 'no_address' : 'name';
}

const KEPT: ReadonlySet<string> = new Set(['same', 'within', 'form', 'near', 'initial']);

/** An address that reads as the person's own name. */
function hasOwnAddress({ person }: Contender, compare: Comparer): boolean {
  return person.identities.some((identity) =>
    compare.addresses(identity).some((address) => isNamed(splitAddress(address).local, compare.familyOf(identity))),
  );
}

/** The account's address with a word before or after it: `ada.quist_left@`. Twins have numbers. */
function isMarkedOf({ person }: Contender, { primary, compare }: Evidence): boolean {
  const own = primary.map((address) => splitAddress(address).local);
  return person.identities.some((identity) =>
    compare.addresses(identity).some((address) => own.some((one) => isMarked(splitAddress(address).local, one))),
  );
}

function isNamed(local: string, family: string | null): boolean {
  return family !== null && local.replace(/[^\p{L}]/gu, '').includes(family);
}

function isMarked(local: string, own: string): boolean {
  const at = local.indexOf(own);
  if (own.length < SHORTEST_MARKED || at < 0) return false;
  const [before, after] = [local.slice(0, at), local.slice(at + own.length)];
  return /^(?:[a-z\d]+[._-])*$/.test(before) && /^(?:[._-][a-z\d]+)*$/.test(after) && /[a-z]/.test(before + after);
}

const SHORTEST_MARKED = 4;

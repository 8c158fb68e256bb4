import { quote } from '../../model/foreign.ts';
import { folded } from '../same-text.ts';
import { directoryName, nameIdentity, nameOf } from '../words.ts';
import { ownAccount, type ProvisioningFacts } from './facts.ts';

/** What has to be decided before anybody is let in; null: nothing speaks against starting. */
export function holdOfAccess(facts: ProvisioningFacts): string | null {
  const reasons = [otherPerson(facts), otherAccount(facts), switchedOff(facts)].filter((one) => one !== null);
  return reasons.length === 0 ? null : reasons.join(' ');
}

/** What whoever approves has to know first. */
export function provisioningRisks(facts: ProvisioningFacts): readonly string[] {
  return [
    noIdentity(facts),
    otherPerson(facts),
    preHire(facts),
    existing(facts),
    otherAccount(facts),
    sameName(facts),
    switchedOff(facts),
    openToAll(facts),
    unseenAccounts(facts),
    'That the first single sign-on login creates the account (just-in-time provisioning) is reported by third parties, not documented by Clari: verify it, and expect to ask Clari Support if no account appears.',
  ].filter((risk) => risk !== null);
}

function noIdentity({ identity, directory, email }: ProvisioningFacts): string | null {
  if (identity !== null) return null;
  return `No read of ${directoryName(directory)} shows ${quote(email)}: create the identity there first, or read the directory again if it is new.`;
}

/** A name without a word in common with the directory's is more likely another person than another spelling. */
function otherPerson({ identity, name }: ProvisioningFacts): string | null {
  if (identity === null || name === null) return null;
  const known = nameOf(identity.latest);
  if (known === null) return null;
  const words = new Set(wordsOf(known));
  if (wordsOf(name).some((word) => words.has(word))) return null;
  return `The names disagree: ${quote(name)} is asked for, and ${nameIdentity(identity)} is ${quote(known)}. Ask who is meant before access is given.`;
}

function preHire({ identity }: ProvisioningFacts): string | null {
  if (identity?.entitlementReason !== 'pre_hire') return null;
  return `${nameIdentity(identity)} has not started yet (${identity.latest.statusRaw === null ? identity.latest.status : quote(identity.latest.statusRaw)}): they can sign in only once the identity is active.`;
}

function existing(facts: ProvisioningFacts): string | null {
  const own = ownAccount(facts);
  if (own === null) return null;
  const { accountId, status, statusAsOf } = own.account;
  switch (status) {
    case 'active':
      return `An active account with this address exists already (${quote(accountId)}, as of ${statusAsOf}): nothing is created, only what is still open remains.`;
    case 'inactive':
    case 'absent':
      return `An account with this address was there before and is ${status} (${quote(accountId)}, as of ${statusAsOf}). Whether a login reopens it, is refused or makes a second one is not documented: look in Clari first, and reactivate it by hand if it is there.`;
    case 'unknown':
      return `An account with this address exists (${quote(accountId)}), and whether it is active is not known: import a users export that has a status column.`;
    default:
      return status satisfies never;
  }
}

function otherAccount({ accounts, email }: ProvisioningFacts): string | null {
  const theirs = accounts.filter(
    ({ by, account }) =>
      (by === 'link' || by === 'candidate') && (account.status === 'active' || account.status === 'unknown'),
  );
  if (theirs.length === 0) return null;
  const list = theirs.map(({ account }) => quote(account.latest.email ?? account.accountId)).join(', ');
  return theirs.some(({ by }) => by === 'link')
    ? `The same person has an account under another address (${list}): a login as ${quote(email)} may make a second one. Change the address of that account instead, or close it first.`
    : `An account under another address may be theirs (${list}), and nothing decides it: decide the link with resolve_link before anybody signs in.`;
}

function sameName({ accounts }: ProvisioningFacts): string | null {
  const alike = accounts.filter(({ by }) => by === 'name');
  if (alike.length === 0) return null;
  return `An account with the same name and no known owner exists (${alike.map(({ account }) => quote(account.latest.email ?? account.accountId)).join(', ')}): ask whether it is theirs.`;
}

function switchedOff({ app, directory }: ProvisioningFacts): string | null {
  if (app?.appEnabled !== false) return null;
  return `The Clari application is switched off in ${directoryName(directory)}: nobody can sign in through it. Find out why before switching it on.`;
}

function openToAll({ app, directory }: ProvisioningFacts): string | null {
  if (app?.assignmentRequired !== false) return null;
  return `In ${directoryName(directory)} no assignment is required to enter Clari: anybody there can sign in, and get an account by it.`;
}

function unseenAccounts({ usersExport }: ProvisioningFacts): string | null {
  if (usersExport === null)
    return 'No users export was imported, so whether they have an account already is not known here.';
  if (usersExport.stale) return `The users export is old (as of ${usersExport.asOf}): they may have an account by now.`;
  if (!usersExport.complete)
    return `Nobody stated that the users export as of ${usersExport.asOf} is complete: they may have an account that it leaves out.`;
  return null;
}

function wordsOf(name: string): readonly string[] {
  return folded(name.normalize('NFD').replace(/\p{M}/gu, ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { Identity } from '../../model/identity.ts';
import { directoryName, nameIdentity } from '../words.ts';
import { ownAccount, type PersonsAccount, type ProvisioningFacts } from './facts.ts';

/** Refuses with ERR_ARGUMENT, naming the fact, whoever must not be given access, or nobody can say who they are. */
export function refuseProvisioning(facts: ProvisioningFacts): void {
  const refusal = leaver(facts) ?? noPerson(facts) ?? severalAccounts(facts) ?? beingClosed(ownAccount(facts));
  if (refusal === null) return;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `No access is planned for ${quote(facts.email)}: ${refusal.why}.`,
    refusal.settle,
  );
}

interface Refusal {
  readonly why: string;
  readonly settle: string;
}

function leaver({ identity, others }: ProvisioningFacts): Refusal | null {
  if (identity === null || mayEnter(identity)) {
    // Nobody is known in the directory asked for: what another one says of the person still counts.
    const elsewhere = identity === null ? others.filter((one) => !mayEnter(one)) : [];
    const [gone] = elsewhere;
    return gone === undefined || elsewhere.length < others.length ? null : closed(gone);
  }
  return closed(identity, others.find(mayEnter));
}

function closed(identity: Identity, active?: Identity): Refusal {
  const who = `${nameIdentity(identity)} in ${directoryName(identity.directory)}`;
  const elsewhere =
    active === undefined
      ? ''
      : ` They are active in ${directoryName(active.directory)}: plan it through that directory.`;
  if (identity.entitlement === 'suspended')
    return {
      why: `${who} is suspended as of ${identity.asOf}, which may be leave`,
      settle: `Ask HR whether they are back; when the directory shows them active, draft again.${elsewhere}`,
    };
  return {
    why: `${who} is ${identity.entitlement} as of ${identity.asOf}: they left, as far as the directory says`,
    settle: `If they were hired again, read the directory again once it shows them active.${elsewhere}`,
  };
}

function mayEnter({ entitlement }: Identity): boolean {
  return entitlement !== 'deactivated' && entitlement !== 'deleted' && entitlement !== 'suspended';
}

function noPerson({ identity }: ProvisioningFacts): Refusal | null {
  if (identity?.latest.personKind !== 'not_person') return null;
  return {
    why: `the directory says that ${nameIdentity(identity)} is no person (a shared mailbox, room or service account)`,
    settle: 'Name the person who is to work in Clari.',
  };
}

function severalAccounts({ accounts }: ProvisioningFacts): Refusal | null {
  const own = accounts.filter((one) => one.by === 'address');
  if (own.length < 2) return null;
  return {
    why: `${own.length} Clari accounts have this address already (${own.map(({ account }) => quote(account.accountId)).join(', ')})`,
    settle: 'Decide which one stays before anybody signs in.',
  };
}

function beingClosed(own: PersonsAccount | null): Refusal | null {
  if (own === null) return null;
  const { finding, account } = own;
  if (finding !== 'awaiting_verification' && finding !== 'contradicted' && finding !== 'reappeared') return null;
  return {
    why: `their account ${quote(account.accountId)} is itself being closed (${finding})`,
    settle: 'Settle that record first; if they stay, withdraw it.',
  };
}

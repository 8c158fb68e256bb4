import type { Account } from '../../model/account.ts';
import type { Finding } from '../../model/finding.ts';
import type { Identity } from '../../model/identity.ts';
import type { Settings } from '../../model/settings.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';

/** A Clari account that belongs, or may belong, to the person. */
export interface PersonsAccount {
  readonly account: Account;
  readonly finding: Finding;
  /** How it is known to be theirs: by the requested address, by a link, or only as a candidate. */
  readonly by: 'address' | 'link' | 'candidate' | 'name';
}

export interface RecordedSetUp {
  readonly recordId: string;
  readonly performedBy: string;
  readonly performedAt: Instant;
}

/** Everything that a provisioning plan follows from. Two drafts of one plan may differ only in `draftedAt`. */
export interface ProvisioningFacts {
  readonly email: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly team: string | null;
  readonly directory: string;
  /** The identity in the requested directory; null if no snapshot shows one. */
  readonly identity: Identity | null;
  /** Identities of the same address in other directories that govern Clari. */
  readonly others: readonly Identity[];
  readonly accounts: readonly PersonsAccount[];
  /** What shows that the Clari application is in use in that directory; null if nothing does. */
  readonly appSeen: { readonly source: string; readonly asOf: Instant } | null;
  readonly app: DirectoryFacts | null;
  /** What somebody recorded of the set-up, in any plan for this directory; null if nobody did. */
  readonly recorded: { readonly setUp: RecordedSetUp | null; readonly attributes: RecordedSetUp | null };
  readonly usersExport: { readonly asOf: Instant; readonly complete: boolean; readonly stale: boolean } | null;
  readonly draftedAt: Instant;
  readonly settings: Pick<Settings, 'directories'>;
}

/** The account that has the address; null if there is none. */
export function ownAccount({ accounts }: Pick<ProvisioningFacts, 'accounts'>): PersonsAccount | null {
  return accounts.find((one) => one.by === 'address') ?? null;
}

import type { Identity } from '../model/identity.ts';
import type { IdentityFacts, OffboardingFacts } from './facts.ts';

/**
 * Whether an identity opens Clari now. `suspended` opens again when the suspension ends, `switched_off` when the
 * application is switched on. `left_over` cannot sign in but still has its assignment.
 */
export type Access = 'open' | 'unclear' | 'suspended' | 'switched_off' | 'left_over' | 'closed';

export function accessOf(identity: Identity): Access {
  switch (identity.entitlement) {
    case 'assigned':
      return 'open';
    case 'unknown':
      return 'unclear';
    case 'suspended':
      return identity.assignment === 'unassigned' ? 'closed' : 'suspended';
    case 'app_disabled':
      return identity.assignment === 'unassigned' ? 'closed' : 'switched_off';
    case 'deactivated':
    case 'deleted':
      return identity.assignment === 'assigned' ? 'left_over' : 'closed';
    case 'unassigned':
      return 'closed';
    default:
      return identity.entitlement satisfies never;
  }
}

/**
 * Whether the directory of an identity decides who may enter Clari; without declared directories, every one that was
 * read does.
 */
export function governs(facts: OffboardingFacts, { identity }: IdentityFacts): boolean {
  return facts.settings.directories === null || facts.settings.directories.includes(identity.directory);
}

/** Identities from which access still has to be removed. */
export function withAccess(facts: OffboardingFacts): readonly IdentityFacts[] {
  return facts.identities.filter((one) => governs(facts, one) && isLeft(accessOf(one.identity)));
}

function isLeft(access: Access): boolean {
  return access === 'open' || access === 'unclear' || access === 'suspended' || access === 'switched_off';
}

/** Whether a sign-in could bring the account back, because an assignment remains or may remain. */
export function mayComeBack(facts: OffboardingFacts): boolean {
  return facts.identities.some((one) => governs(facts, one) && accessOf(one.identity) !== 'closed');
}

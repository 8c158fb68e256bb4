import type { AssignmentStatus } from '../../model/observation.ts';
import { words } from '../../model/words.ts';
import { howAssigned } from './assignment-words.ts';
import { statusWord } from './status-words.ts';

const ASSIGNED = new Set(['yes', 'true', '1', 'assigned', 'active', 'provisioned', 'enabled']);
const UNASSIGNED = new Set([
  'not assigned',
  ...words('no false 0 unassigned none deprovisioned inactive revoked removed disabled'),
]);

/**
 * Reads the status of an assignment. Being listed is not having access: pending, approved, imported, implicit and the
 * like are `unknown`. A word that says how somebody is assigned says that they are.
 */
export function assignmentStatus(raw: string): AssignmentStatus {
  const word = statusWord(raw);
  if (ASSIGNED.has(word) || howAssigned(raw) !== null) return 'assigned';
  if (UNASSIGNED.has(word)) return 'unassigned';
  return word === 'suspended' ? 'suspended' : 'unknown';
}

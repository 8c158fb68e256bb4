import type { Comparer, Contender } from './contenders.ts';
import type { MatchRule } from './rules.ts';

/** Why nobody is certain. */
export type Problem =
  | 'several_people'
  | 'identifiers_point_apart'
  | 'ids_conflict'
  | 'employee_id_of_two_people'
  | 'nothing_else_agrees'
  | 'name_does_not_agree'
  | 'address_moved_on'
  | 'role_mailbox'
  | 'too_many'
  | 'outscored_narrowly'
  | 'weak_rule';

export type Decision =
  | {
      readonly kind: 'linked';
      readonly contender: Contender;
      readonly rule: MatchRule;
      readonly confidence: number;
    }
  | { readonly kind: 'disputed'; readonly problem: Problem; readonly persons: ReadonlySet<string> }
  | { readonly kind: 'unmatched' };

export interface Evidence {
  readonly contenders: readonly Contender[];
  readonly compare: Comparer;
  readonly isRole: () => boolean;
  /** The account's own addresses. */
  readonly primary: readonly string[];
  /** Everybody with something alike was looked for: else somebody may have the name. */
  readonly isWhole: boolean;
  /** The account's employee id is too long to have been given twice. */
  readonly hasLongId: boolean;
  readonly droppedStrong: boolean;
  readonly droppedJoint: boolean;
  readonly hasRivals: (contender: Contender) => boolean;
}

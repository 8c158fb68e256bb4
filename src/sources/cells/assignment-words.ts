import type { AssignmentVia } from '../../model/observation.ts';
import { statusWord } from './status-words.ts';
import { textOrNull } from './text.ts';

/** How somebody is assigned: by name, or through a group, which the list may name. */
export interface HowAssigned {
  readonly via: AssignmentVia;
  readonly group: string | null;
}

const DIRECT =
  /^(?:(?:user|direct|individual)(?:ly)?(?: ?(?:assigned|assignment|user|access))?|assigned directly|explicit|by name)$/;
const THROUGH_GROUP =
  /^(?:(?:assigned |inherited |membership )?(?:via|through|by|from|in) )?(?:app|okta|ad|entra|azure|security|nested|dynamic|indirect)? ?groups?(?: ?(?:member|membership|assignment|assigned|rule|access))?$/;
const INHERITED = /^(?:inherited|indirect|transitive)(?: .*)?$/;
const NAMED_GROUP = /^\s*(?:(?:inherited|assigned|via|through|by|from)\s+)*groups?\s*[:\-–(]\s*(.*?)\)?\s*$/i;

/** What a cell says of how somebody is assigned, as `Individual`, `GROUP` or `Group: Sales` do; null: it says something else. */
export function howAssigned(raw: string): HowAssigned | null {
  const word = statusWord(raw);
  if (word === '') return null;
  if (DIRECT.test(word)) return { via: 'direct', group: null };
  if (THROUGH_GROUP.test(word) || INHERITED.test(word)) return { via: 'group', group: null };
  const [, group] = NAMED_GROUP.exec(raw) ?? [];
  return group === undefined ? null : { via: 'group', group: textOrNull(group) };
}

/** What a row of a list stands for: somebody, many people whom it does not name, or nobody. */
export type PrincipalKind = 'person' | 'group' | 'nobody' | 'unknown';

const GRAPH_TYPE = /^#?microsoft\.graph\./i;
const PERSON = /^(?:users?|members?|guests?|persons?|people|employee|human|individual|external)\b/;
const GROUP = /group|distribution ?list|\bteam\b|organi[sz]ational ?unit|\brole\b|everyone|all users/;
const NOBODY =
  /service ?principal|managed ?identity|workload|application|\bapp\b|device|computer|machine|contact|service ?account|robot|\bbot\b|\bservice\b|\bnon ?person\b/;

/** Words of `Principal type`, `Member type`, `Object type`, `@odata.type`, `objectClass`. */
export function principalKind(raw: string): PrincipalKind {
  const word = statusWord(raw.trim().replace(GRAPH_TYPE, ''));
  if (word === '') return 'unknown';
  if (PERSON.test(word)) return 'person';
  if (GROUP.test(word)) return 'group';
  if (NOBODY.test(word)) return 'nobody';
  return /\buser\b/.test(word) ? 'person' : 'unknown';
}

/** Whether all values of a column say what a row stands for, so that it can be read as that under any header. */
export function namesPrincipals(values: readonly string[]): boolean {
  return values.length > 0 && values.every((value) => principalKind(value) !== 'unknown' && !isHowOnly(value));
}

/** Whether the values say how somebody is assigned; `User` and `Group` alone may be types. */
export function namesHow(values: readonly string[]): boolean {
  return values.some(isHowOnly) && values.every((value) => howAssigned(value) !== null);
}

function isHowOnly(value: string): boolean {
  return (
    howAssigned(value) !== null &&
    !/^(?:users?|individual|(?:nested |security |dynamic )?groups?)$/.test(statusWord(value))
  );
}

import type { Correlation } from '../../model/correlation.ts';
import { identityRef } from '../../model/identity.ts';
import type { LinkState } from '../../model/link-change.ts';

/** Where an account's identities live; without a link, where its candidates do. */
export function directoriesOf({ linked, candidates }: Correlation): readonly string[] {
  return (linked.length > 0 ? linked : candidates).map((one) => one.identity.directory);
}

/** Whom it belongs to, whoever else claims them. */
export function linkOf({ situation, rule, linked }: Correlation): LinkState {
  const decided = rule === 'confirmed_by_person' || rule === 'confirmed_none';
  return {
    situation: situation === 'duplicate' ? 'linked' : situation,
    rule: linked.length > 0 || decided ? rule : null,
    identities: linked.map((one) => identityRef(one.identity)).sort(),
  };
}

/** Everybody that an account is linked to or might be. */
export function refsOf({ linked, candidates }: Correlation): readonly string[] {
  return [...new Set([...linked, ...candidates].map((one) => identityRef(one.identity)))];
}

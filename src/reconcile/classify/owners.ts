import type { Correlation } from '../../model/correlation.ts';
import { identityRef } from '../../model/identity.ts';
import type { LinkState } from '../../model/link-change.ts';

/** The directories of an account's identities or, without a link, of its candidates. */
export function directoriesOf({ linked, candidates }: Correlation): readonly string[] {
  return (linked.length > 0 ? linked : candidates).map((one) => one.identity.directory);
}

/** The link of an account, whatever other accounts are linked to the same person. */
export function linkOf({ situation, rule, linked }: Correlation): LinkState {
  const decided = rule === 'confirmed_by_person' || rule === 'confirmed_none';
  return {
    situation: situation === 'duplicate' ? 'linked' : situation,
    rule: linked.length > 0 || decided ? rule : null,
    identities: linked.map((one) => identityRef(one.identity)).sort(),
  };
}

/** Every identity that an account is linked to or might belong to. */
export function refsOf({ linked, candidates }: Correlation): readonly string[] {
  return [...new Set([...linked, ...candidates].map((one) => identityRef(one.identity)))];
}

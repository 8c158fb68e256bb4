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

/**
 * What an account is filed under: everybody that it is linked to or might be; apart, since no list shows them, those who
 * are merely nearest; and whether it rests on moments (`restsOnMoments`).
 */
export function filedUnder(correlation: Correlation, restsOnMoments: boolean): readonly string[] {
  return [
    ...refsOf(correlation),
    ...new Set(correlation.nearest.map(({ identity }) => nearestTo(identityRef(identity)))),
    ...(restsOnMoments ? [ON_MOMENTS] : []),
  ];
}

/** No directory has an empty name. */
export const ON_MOMENTS = '/moments';

export function nearestTo(ref: string): string {
  return `/nearest ${ref}`;
}

/** Everybody that an account is linked to or might be. */
function refsOf({ linked, candidates }: Correlation): readonly string[] {
  return [...new Set([...linked, ...candidates].map((one) => identityRef(one.identity)))];
}

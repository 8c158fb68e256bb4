import { cleanText } from '../../sources/cells/text.ts';

/** As whom people know somebody, by the claims of a token; null: it does not say. */
export function shownName(claims: { readonly [claim: string]: unknown }): string | null {
  const said = [claims['email'], claims['preferred_username'], claims['upn'], claims['name']];
  return said.map((claim) => (typeof claim === 'string' ? cleanText(claim) : '')).find((claim) => claim !== '') ?? null;
}

import { visible } from '../cells/visible.ts';

/** Products of Clari that keep accounts of their own. */
const OTHER_PRODUCTS = new Set(['copilot', 'groove', 'wingman']);
/** An instance in which nobody works: access to it is no access to Clari. */
const NOT_IN_USE = new Set(['sandbox', 'test', 'testing', 'uat', 'qa', 'staging', 'stage', 'dev', 'preprod', 'demo']);
/** What `ClariSSO` or `ClariProd` ends in, written as one word. */
const RUN_TOGETHER = /^clari(?:sso|saml|oidc|okta|entra|app|prod|production|login|idp)$/;
/** Whether a name is that of Clari: the word itself, as in `Clari (Production)`, not a part of `Clarity` or `Claris`. */
export function namesClari(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => word === 'clari' || RUN_TOGETHER.test(word)) && !words.some(isElsewhere);
}

/** Whether a word says that it is another product of Clari, or nobody's Clari. */
export function isElsewhere(word: string): boolean {
  return OTHER_PRODUCTS.has(word) || namesNoUse(word);
}

/** Whether a word names an instance in which nobody works. */
export function namesNoUse(word: string): boolean {
  return NOT_IN_USE.has(word);
}

/** `ClariCopilot` is two words, and one. */
export function wordsOf(name: string): readonly string[] {
  const text = visible(name).normalize('NFKC');
  return [text, text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')].flatMap((one) =>
    one.toLowerCase().split(/[^\p{L}\p{N}]+/u),
  );
}

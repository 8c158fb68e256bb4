import { visible } from '../cells/visible.ts';

/** Products of Clari that keep accounts of their own. */
const OTHER_PRODUCTS = new Set(['copilot', 'groove', 'wingman']);
/** An instance in which nobody works: access to it is no access to Clari. */
const NOT_IN_USE = new Set(['sandbox', 'test', 'testing', 'uat', 'qa', 'staging', 'stage', 'dev', 'preprod', 'demo']);
/** What `ClariSSO` or `ClariProd` ends in, written as one word. */
const RUN_TOGETHER = /^clari(?:sso|saml|oidc|okta|entra|app|prod|production|login|idp)$/;
/** Names of what an application is made with; the label of the instance says which one it is. */
const GENERIC =
  /\b(?:saml|oidc|openid|oauth|swa|ws-?fed|wsfederation|custom|template|web app|bookmark app|basic auth|non-?gallery)\b/;

/** Whether a name is that of Clari: the word itself, as in `Clari (Production)`, not a part of `Clarity` or `Claris`. */
export function namesClari(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => word === 'clari' || RUN_TOGETHER.test(word)) && !words.some(isElsewhere);
}

/** Whether a row that names its application, and perhaps the label of the instance, is about Clari; blanks say nothing. */
export function isAboutClari(application: string, instance: string): boolean {
  if (visible(instance) === '') return visible(application) === '' || namesClari(application);
  if (visible(application) === '' || GENERIC.test(visible(application).toLowerCase().replace(/_/g, ' ')))
    return namesClari(instance) || namesClari(application);
  return namesClari(application) && !wordsOf(instance).some(isElsewhere);
}

function isElsewhere(word: string): boolean {
  return OTHER_PRODUCTS.has(word) || NOT_IN_USE.has(word);
}

/** `ClariCopilot` is two words, and one. */
function wordsOf(name: string): readonly string[] {
  const text = visible(name).normalize('NFKC');
  return [text, text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')].flatMap((one) =>
    one.toLowerCase().split(/[^\p{L}\p{N}]+/u),
  );
}

import { visible } from '../cells/visible.ts';
import type { AboutApp } from '../kinds/kind-spec.ts';
import { isElsewhere, namesClari, namesNoUse, wordsOf } from './clari-name.ts';

/** Names of what an application is made with; the label of the instance says which one it is. */
const GENERIC =
  /\b(?:saml|oidc|openid|oauth|swa|ws-?fed|wsfederation|custom|template|web app|bookmark app|basic auth|non-?gallery)\b/;

/** Whether a row that names its application, and perhaps the label of the instance, is about this one; blanks say nothing. */
export function isAbout({ id, name }: AboutApp, application: string, instance: string): boolean {
  const names = (text: string) => namesApp({ id, name }, text);
  if (visible(instance) === '') return visible(application) === '' || names(application);
  if (visible(application) === '' || GENERIC.test(visible(application).toLowerCase().replace(/_/g, ' ')))
    return names(instance) || names(application);
  return names(application) && !wordsOf(instance).some(id === 'clari' ? isElsewhere : namesNoUse);
}

/** By all words of its name, or its id: `Salesloft (SAML)` is Salesloft, `Salesloft Sandbox` is not. */
export function namesApp({ id, name }: AboutApp, text: string): boolean {
  if (id === 'clari') return namesClari(text);
  const words = wordsOf(text);
  const wanted = [name, id.replaceAll('-', ' ')].map((one) => wordsOf(one).filter((word) => word !== ''));
  return wanted.some((all) => all.length > 0 && all.every((word) => words.includes(word))) && !words.some(namesNoUse);
}

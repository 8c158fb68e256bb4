import { visible } from '../cells/visible.ts';
import type { AboutApp } from '../kinds/kind-spec.ts';
import { isElsewhere, namesClari, namesNoUse, wordsOf } from './clari-name.ts';

/** Names of what an application is made with; the label of the instance says which one it is. */
const GENERIC =
  /\b(?:saml|oidc|openid|oauth|swa|ws-?fed|wsfederation|custom|template|web app|bookmark app|basic auth|non-?gallery)\b/;

/** Whether a row that names its application, and perhaps the label of the instance, is about this one; blanks say nothing. */
export function isAbout({ id, name }: AboutApp, application: string, instance: string): boolean {
  const names = id === 'clari' ? namesClari : namerOf(id, name);
  if (visible(instance) === '') return visible(application) === '' || names(application);
  if (visible(application) === '' || GENERIC.test(visible(application).toLowerCase().replace(/_/g, ' ')))
    return names(instance) || names(application);
  return names(application) && !wordsOf(instance).some(id === 'clari' ? isElsewhere : namesNoUse);
}

/** By all words of its name, or its id: `Salesloft (SAML)` is Salesloft, `Salesloft Sandbox` is not. */
function namerOf(id: string, name: string): (text: string) => boolean {
  const wanted = [name, id.replaceAll('-', ' ')].map((one) => wordsOf(one).filter((word) => word !== ''));
  return (text) => {
    const words = wordsOf(text);
    return wanted.some((all) => all.every((word) => words.includes(word))) && !words.some(namesNoUse);
  };
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** Why credentials must not be sent to an address; null if they may be. */
export function baseUrlProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'it is no address such as https://acme.okta.com';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return 'it must be https; http only to a loopback address';
  if (url.username !== '' || url.password !== '') return 'it must not contain credentials';
  if (url.search !== '' || url.hash !== '') return 'it must end before any ? or #';
  return null;
}

/** What a browser does without drawing anything: it keeps cookies by host and port, follows redirects, and sends forms. */
export interface WebVisitor {
  /** Goes to an address and follows where it leads. */
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<Shown>;
  /** One request alone. */
  once(url: string, init?: RequestInit): Promise<Response>;
  /** Sends a form as a page of this origin does. */
  post(
    url: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Shown>;
  /** As `get`, and signs in at the issuer where it is asked to. */
  signIn(url: string, login: string): Promise<Shown>;
  /** The same up to the address to which the issuer sends it back, which is not gone to. */
  comeBack(url: string, login: string): Promise<string>;
  cookies(url: string): Map<string, string>;
  /** Every cookie that was set, as it was set. */
  readonly set: readonly string[];
}

export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Hidden fields of the page's forms, the last of a name. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** `via`: where requests to an origin really go, as they go to the proxy in front of a server. */
export function webVisitor(via: Readonly<Record<string, string>> = {}): WebVisitor {
  const jars = new Map<string, Map<string, string>>();
  const set: string[] = [];
  const jarOf = (url: string) => {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  const once = async (url: string, init: RequestInit = {}) => {
    const jar = jarOf(url);
    const { origin } = new URL(url);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url.replace(origin, via[origin] ?? origin), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      set.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line) || /expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const follow = async (url: string, init: RequestInit, stop: RegExp | null = null): Promise<Shown> => {
    let response = await once(url, init);
    let at = url;
    for (let hops = 0; response.status >= 300 && response.status < 400; hops += 1) {
      if (hops > 20) throw new Error(`it leads round in circles: ${at}`);
      await response.text();
      at = new URL(response.headers.get('location') ?? '', at).href;
      if (stop?.test(at) === true) break;
      response = await once(at);
    }
    const text = response.bodyUsed ? '' : await response.text();
    const fields = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    return {
      url: at,
      status: response.status,
      headers: response.headers,
      text,
      hidden: Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])),
    };
  };
  const post: WebVisitor['post'] = (url, fields, headers = {}) =>
    follow(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(url).origin,
        referer: url,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    });
  const through = async (url: string, login: string, stop: RegExp | null): Promise<Shown> => {
    const shown = await follow(url, {}, stop);
    if (!shown.url.includes('/interaction/')) return shown;
    return follow(shown.url, { method: 'POST', body: new URLSearchParams({ login }) }, stop);
  };
  return {
    set,
    once,
    post,
    get: (url, headers = {}) => follow(url, { headers: { ...headers } }),
    signIn: (url, login) => through(url, login, null),
    comeBack: async (url, login) => (await through(url, login, /\/signed-in\?/)).url,
    cookies: jarOf,
  };
}

import type { LocalPage } from '../../src/serve/page/local-page.ts';

/** Somebody who came in by the link of this machine, without a browser. */
export interface Visitor {
  /** The address of the page, without a slash at its end. */
  readonly base: string;
  readonly formToken: string;
  get(path: string): Promise<Response>;
  post(path: string, body: FormData | URLSearchParams): Promise<Response>;
}

export async function visitor(served: Pick<LocalPage, 'link' | 'origin'>): Promise<Visitor> {
  const entered = await fetch(served.link('/'), { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const base = `${served.origin}${(entered.headers.get('location') ?? '').replace(/\/$/, '')}`;
  const get = (path: string) => fetch(`${base}${path}`, { headers: { cookie }, redirect: 'manual' });
  const [, formToken = ''] = /name="form_token" value="([^"]+)"/.exec(await (await get('/decisions')).text()) ?? [];
  return {
    base,
    formToken,
    get,
    post: (path, body) =>
      fetch(`${base}${path}`, { method: 'POST', body, headers: { cookie, origin: served.origin }, redirect: 'manual' }),
  };
}

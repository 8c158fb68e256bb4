import type { Content } from '../../views/html.ts';
import { framed } from '../../views/page/frame.ts';

/** A page for somebody who may be nobody: no name, no menu. `refresh`: where a browser goes on by itself. */
export function plainPage(
  { version, base }: { readonly version: string; readonly base: string },
  title: string,
  body: Content,
  refresh: string | null = null,
): string {
  const nobody = { who: null, roles: [], attests: '', exit: null, formToken: () => '', readOnly: false };
  return framed({ ...nobody, place: 'page', version, base }, { title, refresh }, body);
}

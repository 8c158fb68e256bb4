import type { Context } from 'hono';
import type { Choice } from '../../../views/form.ts';
import type { Asked } from '../../../views/pager.ts';
import type { Visit } from '../visit.ts';

/** A part of an address that filters a list, as it was typed; empty where it was not. */
export function typed(context: Context, name: string): string {
  return context.req.query(name)?.trim() ?? '';
}

/** A number from an address, where it is a whole one from 0. */
export function numberIn(context: Context, name: string): number {
  const text = typed(context, name);
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** Where a page begins, as its address has it; nothing for the first. */
export function skipped(from: number): Asked {
  return from === 0 ? [] : [['skip', String(from)]];
}

/** The applications in use, as a form offers them. */
export function appsOf({ deps }: Visit): readonly Choice[] {
  return deps.settings.profiles.map(({ id, name }) => [id, name]);
}

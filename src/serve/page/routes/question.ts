import type { Context } from 'hono';
import type { Visit } from '../visit.ts';

/** A part of an address that filters a list, as it was typed; empty where it was not. */
export function typed(context: Context, name: string): string {
  return context.req.query(name)?.trim() ?? '';
}

/** Arguments of a tool: what was not typed is not asked. */
export function given(query: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

/** A number from an address, where it is a whole one from 0. */
export function numberIn(context: Context, name: string): number {
  const text = typed(context, name);
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** The applications in use, as a form offers them. */
export function appsOf({ deps }: Visit): readonly (readonly [string, string])[] {
  return deps.settings.profiles.map(({ id, name }) => [id, name]);
}

import type { Context } from 'hono';
import { ClariIdentityError } from '../../model/errors.ts';
import type { AnyAnswer } from '../../tool.ts';
import { type Asked, address, askedBut } from '../../views/pager.ts';
import { callArgs } from './call-args.ts';
import type { Visit } from './visit.ts';

/** What the address asks for, of the names that a page knows; others are left aside. */
export function askedOf(context: Context, names: readonly string[]): Asked {
  const { searchParams } = new URL(context.req.url);
  return [...searchParams]
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([name, value]) => names.includes(name) && value !== '');
}

/** One page of a list from its reading tool; null: what it went on from is over, so it begins again. */
export async function listRead(
  context: Context,
  visit: Visit,
  name: string,
  asked: Asked,
  fixed: Readonly<Record<string, unknown>>,
): Promise<AnyAnswer | null> {
  const tool = visit.usable(name);
  const once = new Map<string, string>();
  for (const [field, value] of asked) once.set(field, once.has(field) ? `${once.get(field)},${value}` : value);
  const args = tool === null ? {} : callArgs(tool, once);
  try {
    return await visit.read(name, { ...fixed, ...args }, context.req.raw.signal);
  } catch (error) {
    const isOver =
      error instanceof ClariIdentityError && (error.code === 'ERR_CURSOR_STALE' || error.code === 'ERR_CURSOR_INVALID');
    if (isOver && once.has('cursor')) return null;
    throw error;
  }
}

/** To the beginning of a list whose pages changed meanwhile. */
export function beginAgain(context: Context, { frame }: Visit, path: string, asked: Asked): Response {
  return context.redirect(address(`${frame.base}${path}`, askedBut(asked, 'cursor')), 303);
}

import { words } from '../../model/words.ts';
import type { Layout } from '../csv/layout.ts';
import { valuesOf } from '../csv/layout.ts';
import { namesClari } from './clari-name.ts';

/** Headers about Clari that another system may have, as a directory has for the people in it. */
const ASKED_ELSEWHERE = new Set(words('clari clariassigned clariassignment assignedtoclari clariaccess hasclari'));
/** Columns whose values may name Clari. */
const NAMING = new Set(words('application app product license licence licensetype package system source'));
const FLAG = /^(?:true|false|yes|no|y|n|0|1|x)$/i;

/** Headers of a file that are Clari's own: they name it, or every value under them does. */
export function clarisOwn(layout: Layout): readonly string[] {
  return layout.headers.filter((header, index) => {
    const key = layout.keys[index] ?? '';
    const values = valuesOf(layout, index);
    if (NAMING.has(key)) return values.length > 0 && values.every(namesClari);
    if (!namesClari(header) || ASKED_ELSEWHERE.has(key)) return false;
    // "Clari user: yes" is a column of another system's list.
    return key !== 'clariuser' || values.some((value) => !FLAG.test(value));
  });
}

import type { Layout } from './layout.ts';

const VALUE = /^emails\[(\d+)\]\.value$/i;
const PRIMARY = /^emails\[(\d+)\]\.primary$/i;

/**
 * In a table of SCIM the address that a row calls primary comes first, wherever it stands. Null if no header says which
 * one is.
 */
export function scimCells({
  headers,
}: Pick<Layout, 'headers'>): ((cells: readonly string[]) => readonly string[]) | null {
  const at = (form: RegExp) =>
    new Map(
      headers.flatMap((header, index) => {
        const place = form.exec(header)?.[1];
        return place === undefined ? [] : [[place, index] as const];
      }),
    );
  const [values, primaries] = [at(VALUE), [...at(PRIMARY)]];
  const first = Math.min(...values.values());
  if (values.size < 2 || primaries.length === 0) return null;
  return (cells) => {
    const [place] = primaries.find(([, index]) => /^true$/i.test((cells[index] ?? '').trim())) ?? [];
    const primary = place === undefined ? undefined : values.get(place);
    if (primary === undefined || primary === first) return cells;
    return cells.with(first, cells[primary] ?? '').with(primary, cells[first] ?? '');
  };
}

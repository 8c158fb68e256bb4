/** Rows of one read, a page at a time, in line order. */
export async function* pages<Row extends { readonly line: number }>(
  next: (afterLine: number) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[], void, void> {
  let after = 0;
  for (;;) {
    const rows = await next(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.line;
  }
}

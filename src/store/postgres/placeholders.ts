const KEPT = 500;
const known = new Map<string, string>();

/** `?` as `$1`, `$2` and so on, but for those inside quotes. Filters make statements of many forms; the last ones are kept. */
export function numbered(sql: string): string {
  const before = known.get(sql);
  if (before !== undefined) return before;
  let count = 0;
  const made = sql.replace(/'[^']*'|"[^"]*"|\?/g, (part) => {
    if (part !== '?') return part;
    count += 1;
    return `$${count}`;
  });
  const [oldest] = known.keys();
  if (known.size >= KEPT && oldest !== undefined) known.delete(oldest);
  known.set(sql, made);
  return made;
}

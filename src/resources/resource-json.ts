/** JSON as tools write it: snake_case names, and nothing for what is not known. */
export function resourceJson(value: object): string {
  return JSON.stringify(named(value));
}

function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([name, part]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), named(part)]),
  );
}

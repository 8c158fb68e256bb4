/** A JSON schema or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * The same schema with each part that it repeats said once, under `$defs`, wherever that is shorter; named as the
 * property that has it first.
 */
export function withSharedParts(schema: Schema): Schema {
  let all: Schema = schema;
  for (let part = dearest(all); part !== null; part = dearest(all)) all = shared(all, part);
  return all;
}

interface Repeated {
  readonly text: string;
  readonly name: string;
  readonly saves: number;
}

/** The repeated part whose sharing saves most; null if none saves anything. */
function dearest(schema: Schema): Repeated | null {
  const found = new Map<string, { name: string; times: number }>();
  withParts(schema, (part, name) => {
    const text = JSON.stringify(part);
    const known = found.get(text);
    found.set(text, { name: known?.name ?? name, times: (known?.times ?? 0) + 1 });
    return part;
  });
  const taken = Object.keys(defsOf(schema));
  return [...found]
    .map(([text, { name, times }]) => {
      const free = taken.includes(name) ? `${name}${taken.length}` : name;
      const reference = JSON.stringify(referenceTo(free)).length;
      return { text, name: free, saves: times * (text.length - reference) - text.length - free.length - '"":,'.length };
    })
    .reduce<Repeated | null>((best, one) => (one.saves > (best?.saves ?? LEAST) ? one : best), null);
}

/** What the list of shared parts itself costs. */
const LEAST = '"$defs":{},'.length;

function shared(schema: Schema, { text, name }: Repeated): Schema {
  let definition: Schema = {};
  const rest = withParts(schema, (part) => {
    if (JSON.stringify(part) !== text) return part;
    definition = part;
    return referenceTo(name);
  });
  return { ...rest, $defs: { ...defsOf(rest), [name]: definition } };
}

function referenceTo(name: string) {
  return { $ref: `#/$defs/${name}` };
}

/** The schema with what `change` makes of each part inside it, outermost first; a changed part is not looked into. */
function withParts(schema: Schema, change: (part: Schema, name: string) => Schema, of = 'part'): Schema {
  const changed = (part: Schema, name: string) => {
    const made = change(part, name);
    return made === part ? withParts(part, change, name) : made;
  };
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if ((key === 'properties' || key === '$defs') && isSchema(value))
        return [key, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, within(part, name)]))];
      if ((key === 'items' || key === 'additionalProperties') && isSchema(value)) return [key, changed(value, of)];
      if (key === 'anyOf' && Array.isArray(value)) return [key, value.map((part: unknown) => within(part, of))];
      return [key, value];
    }),
  );

  function within(part: unknown, name: string): unknown {
    return isSchema(part) ? changed(part, name) : part;
  }
}

function defsOf({ $defs }: Schema): Schema {
  return isSchema($defs) ? $defs : {};
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

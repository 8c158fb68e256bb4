/** What a cell of a packed row may hold. `list`: a list of texts, encoded by the code that packs the row. */
export type CellKind = 'whole' | 'text' | 'text?' | 'flag?' | 'list' | OneOf | OneOfOrNull;

interface OneOf {
  readonly oneOf: readonly string[];
}
interface OneOfOrNull {
  readonly oneOfOrNull: readonly string[];
}

/** One cell, by its name in messages. */
export type CellSpec = readonly [column: string, kind: CellKind];

/** The values of a row packed by these, in their order. */
export type CellsOf<Specs extends readonly CellSpec[], List> = {
  -readonly [At in keyof Specs]: CellValue<Specs[At][1], List>;
};

type CellValue<Kind, List> = Kind extends 'whole'
  ? number
  : Kind extends 'text'
    ? string
    : Kind extends 'text?'
      ? string | null
      : Kind extends 'flag?'
        ? 0 | 1 | null
        : Kind extends 'list'
          ? List
          : Kind extends { readonly oneOf: readonly (infer Word)[] }
            ? Word
            : Kind extends { readonly oneOfOrNull: readonly (infer Word)[] }
              ? Word | null
              : never;

/** The keys of a type, all of them: a list that lacks one does not compile. */
export function allKeysOf<Shape>() {
  return <const Keys extends readonly (keyof Shape)[]>(
    keys: Exclude<keyof Shape, Keys[number]> extends never ? Keys : never,
  ): Keys => keys;
}

export function rulesHash(root?: string, entries?: readonly string[]): string;
export function rulesFiles(
  root?: string,
  entries?: readonly string[],
): { readonly files: readonly string[]; readonly packages: readonly string[] };

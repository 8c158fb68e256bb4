interface Outputs {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

export function bundledPackages(metafile: Outputs): readonly string[];
export function writeNotices(metafile: Outputs, folder: string): Promise<void>;

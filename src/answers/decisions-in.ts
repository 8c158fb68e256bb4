import type { ImportSource } from '../app/imports/offload.ts';
import type { FileKind, Kind } from '../model/snapshot.ts';
import { isEntraDecisions } from '../sources/entra-decisions/is-entra-decisions.ts';
import { fileInput, textInput } from '../sources/file/input.ts';
import type { FileInput } from '../sources/source.ts';

/** A file of decisions of an Entra access review, by what was stated or by how it begins; null: it is a snapshot, of this kind if one was stated. */
export async function decisionsIn(
  source: ImportSource,
  kind: FileKind | null,
): Promise<{ readonly decisions: FileInput } | { readonly decisions: null; readonly kind: Kind | null }> {
  const input = () => ('path' in source ? fileInput(source.path) : textInput('content', source.content));
  if (kind === 'entra-review-decisions') return { decisions: input() };
  if (kind === null && (await isEntraDecisions(input()))) return { decisions: input() };
  return { decisions: null, kind };
}

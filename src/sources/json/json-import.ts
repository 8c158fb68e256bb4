import type { Observation } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import type { Notes } from '../notes/notes.ts';
import type { JsonObject } from './json-value.ts';

/** What a document is made of: its lists by name (`''`: the document is a list), and what the first elements have. */
type JsonShape = ReadonlyMap<string, ListShape>;

export interface ListShape {
  readonly count: number;
  readonly keys: ReadonlySet<string>;
}

/** How one kind of file is read as JSON. */
export interface JsonImport {
  /** Lists that it may have. */
  readonly lists: readonly string[];
  /** Those of them of which at least one must be there. */
  readonly needs: readonly string[];
  /** Names that only this kind of document has; empty if it is something else, or if that is unclear. */
  evidence(shape: JsonShape): readonly string[];
  scout(): JsonScout;
}

/** The first pass. Lists come in any order, so it remembers what later elements refer to before any element is read. */
export interface JsonScout {
  note(list: string, item: JsonObject): void;
  page(members: JsonObject): void;
  /** Why the document, as its own members say, is a part of something; null: they don't. */
  partial(): string | null;
  /** Second pass; each call begins one. */
  reader(context: JsonContext): JsonReader;
}

export interface JsonContext {
  readonly now: Instant;
  /** Of the list. */
  readonly asOf: Instant;
  readonly notes: Notes;
  emit(observation: Observation): void;
}

/** `other`: an element that is not a row, such as a period. */
export type ItemReading = 'read' | 'other' | { readonly refused: string };

export interface JsonReader {
  item(list: string, item: JsonObject, place: ItemPlace): ItemReading;
}

export interface ItemPlace {
  /** Physical line, for messages. */
  readonly line: number;
  /** `users[3]`. */
  readonly path: string;
}

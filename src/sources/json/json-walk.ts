import { quoted } from '../cells/text.ts';
import { DEPTH_MAX, JsonFault, VALUE_MAX } from './json-faults.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** What a walk finds; offsets are where the thing starts. */
export interface JsonSink {
  /** A list begins. */
  list(name: string): void;
  /** An element of a list, as soon as it is whole. The list `''` is the array that is the document itself. */
  item(list: string, value: JsonValue, offset: number): void;
  /** A page is over: an object that has lists, or could have. Its other members; a list stands there as an empty one. */
  page(members: JsonObject): void;
}

type Expected = 'value' | 'value_or_end' | 'key' | 'key_or_end' | 'colon' | 'comma_or_end' | 'nothing';
type Mark = '{' | '}' | '[' | ']' | ':' | ',';

/**
 * `document`: an array of pages or items. `page`, `list`: see the sink. `output`: an object directly in the first page,
 * which may be what Terraform prints of a list. `value`: anything that is put together whole.
 */
interface Open {
  readonly role: 'document' | 'page' | 'output' | 'list' | 'value';
  readonly list: string;
  readonly start: number;
  readonly members: Map<string, JsonValue> | null;
  readonly elements: JsonValue[] | null;
  key: string;
  hasLists: boolean;
  hasValues: boolean;
  /** Of what a page holds besides its lists. */
  size: number;
}

const NONE: ReadonlySet<string> = new Set();
/** Wrapper under which a stored answer keeps its lists. */
const WRAPPER = 'data';
/** What stands beside the list in an output of Terraform, before it, and what the list is called. */
const OUTPUT = { mark: 'sensitive', list: 'value' } as const;

/**
 * Turns tokens into list elements, holding one element in memory. It checks the grammar, depth and size, and refuses an
 * object that has a key twice, because either value could be meant.
 */
export class JsonWalk {
  readonly #lists: ReadonlySet<string>;
  readonly #onlyLists: ReadonlySet<string>;
  readonly #sink: JsonSink;
  readonly #open: Open[] = [];
  #expected: Expected = 'value';
  /**
   * What may follow one document: answers that were written one behind the other, or entries, as JSON Lines have them.
   * `entry`: an object without lists, which is an entry only if another one follows.
   */
  #before: 'page' | 'document' | 'entry' | 'entries' | null = null;
  #held: { readonly members: JsonObject; readonly start: number } | null = null;
  /** Which output of Terraform the list is. */
  #output: string | null = null;

  /** `lists`: names of lists; `onlyLists`: names of lists in a document that has nothing besides lists. */
  constructor(lists: ReadonlySet<string>, sink: JsonSink, onlyLists: ReadonlySet<string> = NONE) {
    this.#lists = lists;
    this.#sink = sink;
    this.#onlyLists = onlyLists;
  }

  get finished(): boolean {
    return this.#expected === 'nothing';
  }

  /** Whole entries came before what is open, so the file is a part of a list and not of a document. */
  get isAmongEntries(): boolean {
    return this.#before === 'entries';
  }

  /** After the last token. */
  end(): void {
    if (this.#held !== null) this.#sink.page(this.#held.members);
    this.#held = null;
  }

  mark(mark: Mark, offset: number): void {
    switch (mark) {
      case '{':
      case '[':
        this.#opens(mark === '[', offset);
        return;
      case '}':
      case ']':
        this.#closes(mark === ']', offset);
        return;
      case ':':
        if (this.#expected !== 'colon') throw this.#unexpected('":"', offset);
        this.#expected = 'value';
        return;
      case ',':
        if (this.#expected !== 'comma_or_end') throw this.#unexpected('","', offset);
        this.#expected = this.#open.at(-1)?.members == null ? 'value' : 'key';
        return;
    }
    mark satisfies never;
  }

  scalar(value: string | number | boolean | null, offset: number): void {
    const top = this.#open.at(-1);
    this.#checkSize(top, offset);
    if (typeof value === 'string' && (this.#expected === 'key' || this.#expected === 'key_or_end')) {
      this.#key(top, value, offset);
      return;
    }
    this.#expectValue(offset);
    if (top === undefined) throw new JsonFault('the file is a single value and no list.', offset);
    this.#take(top, value, offset, typeof value === 'string' ? value.length : 8);
    this.#expected = 'comma_or_end';
  }

  #key(top: Open | undefined, key: string, offset: number): void {
    if (top === undefined) return;
    if (top.members?.has(key) === true)
      throw new JsonFault(`the key ${quoted(key)} stands twice in one object.`, offset);
    top.key = key;
    top.size += key.length;
    this.#expected = 'colon';
  }

  #opens(isArray: boolean, offset: number): void {
    const isNext = this.#expected === 'nothing' && this.#before !== null && isArray === (this.#before === 'document');
    if (!isNext) this.#expectValue(offset);
    this.#release();
    if (this.#open.length >= DEPTH_MAX) {
      throw new JsonFault(`it is nested deeper than ${DEPTH_MAX} levels, which no export is.`, offset);
    }
    const parent = this.#open.at(-1);
    this.#checkSize(parent, offset);
    const role = this.#roleIn(parent, isArray);
    if (role === 'list') this.#sink.list(parent?.key ?? '');
    if (role === 'document') this.#sink.list('');
    if (role === 'list' && parent?.role === 'output') this.#onlyOutput(offset);
    this.#open.push({
      role,
      list: role === 'list' ? (parent?.key ?? '') : '',
      start: parent?.role === 'value' ? parent.start : offset,
      members: isArray ? null : new Map(),
      elements: isArray && role === 'value' ? [] : null,
      key: '',
      hasLists: false,
      hasValues: false,
      size: 0,
    });
    this.#expected = isArray ? 'value_or_end' : 'key_or_end';
  }

  #roleIn(parent: Open | undefined, isArray: boolean): Open['role'] {
    if (parent === undefined) return isArray ? 'document' : 'page';
    if (parent.role === 'document' && !isArray) return 'page';
    if (parent.role === 'output')
      return isArray && parent.key === OUTPUT.list && parent.members?.has(OUTPUT.mark) === true ? 'list' : 'value';
    if (parent.role !== 'page') return 'value';
    if (isArray) return this.#lists.has(parent.key) || this.#isAmongLists(parent) ? 'list' : 'value';
    if (parent.key === WRAPPER) return 'page';
    return this.#open.length === 1 ? 'output' : 'value';
  }

  /** A person of SCIM has entitlements as well, and an id before them. */
  #isAmongLists({ key, hasValues }: Open): boolean {
    return this.#onlyLists.has(key) && this.#open.length === 1 && !hasValues;
  }

  #onlyOutput(offset: number): void {
    const name = this.#open[0]?.key ?? '';
    if (this.#output !== null)
      throw new JsonFault(
        `${quoted(this.#output)} and ${quoted(name)} are lists, and only one can be read.`,
        offset,
        'Print one of them into a file of its own: terraform output -json NAME.',
      );
    this.#output = name;
  }

  /** Another object follows the one that was held back, so both are entries of a list. */
  #release(): void {
    if (this.#held === null) return;
    const { members, start } = this.#held;
    this.#held = null;
    this.#before = 'entries';
    this.#sink.list('');
    this.#sink.item('', members, start);
  }

  #closes(isArray: boolean, offset: number): void {
    const top = this.#open.at(-1);
    const ends = isArray ? 'value_or_end' : 'key_or_end';
    const fits = top !== undefined && (top.members === null) === isArray;
    if (!fits || (this.#expected !== ends && this.#expected !== 'comma_or_end')) {
      throw this.#unexpected(isArray ? '"]"' : '"}"', offset);
    }
    this.#checkSize(top, offset);
    this.#open.pop();
    const parent = this.#open.at(-1);
    this.#expected = parent === undefined ? 'nothing' : 'comma_or_end';
    this.#closed(top, parent, offset);
  }

  #closed(done: Open, parent: Open | undefined, offset: number): void {
    const members = done.members ?? new Map<string, JsonValue>();
    switch (done.role) {
      case 'value':
        if (parent !== undefined) this.#take(parent, done.elements ?? members, done.start, offset - done.start);
        return;
      case 'page':
        if (parent?.role === 'document' && !done.hasLists) {
          this.#sink.item('', members, done.start);
          return;
        }
        if (parent?.role === 'page') {
          if (!done.hasLists) {
            this.#take(parent, members, done.start, offset - done.start);
            return;
          }
          this.#holdsLists(parent);
        }
        if (parent === undefined) this.#endsDocument(done, members);
        else this.#sink.page(members);
        return;
      case 'output':
        if (parent === undefined) return;
        if (done.hasLists) this.#holdsLists(parent);
        else this.#take(parent, members, done.start, offset - done.start);
        return;
      case 'list':
        if (parent !== undefined) this.#holdsLists(parent);
        return;
      case 'document':
        this.#before = 'document';
        return;
    }
    done.role satisfies never;
  }

  #endsDocument({ hasLists, start }: Open, members: JsonObject): void {
    switch (this.#before) {
      case 'entries':
        if (hasLists)
          throw new JsonFault('an answer with a list stands among single entries.', start, 'Bring them as two files.');
        this.#sink.item('', members, start);
        return;
      case null:
        this.#before = hasLists ? 'page' : 'entry';
        if (hasLists) this.#sink.page(members);
        else this.#held = { members, start };
        return;
      default:
        // What follows answers and has no list ends them.
        if (!hasLists) this.#before = null;
        this.#sink.page(members);
    }
  }

  #holdsLists(page: Open): void {
    page.hasLists = true;
    page.members?.set(page.key, []);
  }

  /** Hands a finished value to its parent. */
  #take(parent: Open, value: JsonValue, offset: number, size: number): void {
    switch (parent.role) {
      case 'document':
        this.#sink.item('', value, offset);
        return;
      case 'list':
        this.#sink.item(parent.list, value, offset);
        return;
      case 'page':
      case 'output':
        parent.hasValues = true;
        parent.size += size;
        parent.members?.set(parent.key, value);
        return;
      case 'value':
        parent.members?.set(parent.key, value);
        parent.elements?.push(value);
        return;
    }
    parent.role satisfies never;
  }

  #checkSize(top: Open | undefined, offset: number): void {
    if (top === undefined) return;
    const size = top.role === 'value' ? offset - top.start : top.size;
    if (size > VALUE_MAX) throw new JsonFault('one entry is larger than 1 MiB, which none of an export is.', top.start);
  }

  #expectValue(offset: number): void {
    if (this.#expected === 'value' || this.#expected === 'value_or_end') return;
    throw this.#unexpected('a value', offset);
  }

  #unexpected(what: string, offset: number): JsonFault {
    return this.#expected === 'nothing'
      ? new JsonFault(
          'something follows the end of the JSON document.',
          offset,
          'Bring one document; several answers go into one array: [answer, answer].',
        )
      : new JsonFault(`${what} stands where it does not belong, so this is no JSON.`, offset);
  }
}

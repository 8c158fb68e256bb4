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

/** `document`: an array of pages or items. `page`, `list`: see the sink. `value`: anything that is put together whole. */
interface Open {
  readonly role: 'document' | 'page' | 'list' | 'value';
  readonly list: string;
  readonly start: number;
  readonly members: Map<string, JsonValue> | null;
  readonly elements: JsonValue[] | null;
  key: string;
  hasLists: boolean;
  /** Of what a page holds besides its lists. */
  size: number;
}

/** Wrapper under which a stored answer keeps its lists. */
const WRAPPER = 'data';

/**
 * Turns tokens into list elements, holding one element in memory. It checks the grammar, depth and size, and refuses an
 * object that has a key twice, because either value could be meant.
 */
export class JsonWalk {
  readonly #lists: ReadonlySet<string>;
  readonly #sink: JsonSink;
  readonly #open: Open[] = [];
  #expected: Expected = 'value';
  /** What the document before was, where one follows another: answers that were written one behind the other. */
  #before: 'page' | 'document' | null = null;

  constructor(lists: ReadonlySet<string>, sink: JsonSink) {
    this.#lists = lists;
    this.#sink = sink;
  }

  get finished(): boolean {
    return this.#expected === 'nothing';
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
    const isNext = this.#expected === 'nothing' && this.#before === (isArray ? 'document' : 'page');
    if (!isNext) this.#expectValue(offset);
    if (this.#open.length >= DEPTH_MAX) {
      throw new JsonFault(`it is nested deeper than ${DEPTH_MAX} levels, which no export is.`, offset);
    }
    const parent = this.#open.at(-1);
    this.#checkSize(parent, offset);
    const role = this.#roleIn(parent, isArray);
    if (role === 'list') this.#sink.list(parent?.key ?? '');
    if (role === 'document') this.#sink.list('');
    if (parent === undefined) this.#before = role === 'page' || role === 'document' ? role : null;
    this.#open.push({
      role,
      list: role === 'list' ? (parent?.key ?? '') : '',
      start: parent?.role === 'value' ? parent.start : offset,
      members: isArray ? null : new Map(),
      elements: isArray && role === 'value' ? [] : null,
      key: '',
      hasLists: false,
      size: 0,
    });
    this.#expected = isArray ? 'value_or_end' : 'key_or_end';
  }

  #roleIn(parent: Open | undefined, isArray: boolean): Open['role'] {
    if (parent === undefined) return isArray ? 'document' : 'page';
    if (parent.role === 'document' && !isArray) return 'page';
    if (parent.role !== 'page') return 'value';
    if (isArray) return this.#lists.has(parent.key) ? 'list' : 'value';
    return parent.key === WRAPPER ? 'page' : 'value';
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
        if (parent === undefined && !done.hasLists) this.#before = null;
        this.#sink.page(members);
        return;
      case 'list':
        if (parent !== undefined) this.#holdsLists(parent);
        return;
      case 'document':
        return;
    }
    done.role satisfies never;
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

import { isUtf8 } from 'node:buffer';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { guidOfBytes } from '../cells/guid.ts';
import { quoted, quotedList } from '../cells/text.ts';
import type { FieldRecord } from '../table/records.ts';

const LINE_MAX = 1_048_576;
/** What a cell may hold. The members of a large group are more. */
const CELL_MAX = 60_000;
const NAMES_MAX = 2_000;
const NAMED_MAX = 5;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const INVISIBLE = /(?![\t\n\r])\p{Cc}/u;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]*(?:;[A-Za-z0-9=*-]+)*$/;
/** Options that say how a value is stored, not what it is. */
const STORED_AS = /;(?:binary|range=[0-9*-]+)/gi;
/** Classes of people; entries of these others are accounts of machines, or addresses of people elsewhere. */
const PEOPLE = new Set(['person', 'organizationalperson', 'inetorgperson', 'user', 'posixaccount', 'account']);
const NO_PEOPLE = /^(?:computer|contact|device|msds-.*serviceaccount)$/;
const SAYS_COUNT = /^#\s*(?:numEntries:|returned)\s*(\d+)/i;

/** One entry, with the line on which it begins. */
export interface LdifEntry {
  readonly line: number;
  readonly record: FieldRecord;
}

/** What is known of a file once all of its lines went by. */
interface LdifReported {
  /** Entries that the tool says it wrote, in a comment; null: it does not say. */
  readonly says: number | null;
  /** The server's own word that it did not answer everything; null: it gave none. */
  readonly fault: string | null;
  readonly remarks: readonly string[];
}

/** Lines of LDIF (RFC 2849, as ldapsearch, ldifde and ldbsearch write it) to entries, holding one entry in memory. */
export class LdifReader {
  readonly #fileName: string;
  /** How each attribute was written first: names differ in case only by accident. */
  readonly #spelling = new Map<string, string>();
  readonly #binary = new Set<string>();
  readonly #cut = new Set<string>();
  #rest = '';
  #line = 0;
  /** The logical line that is being put together, and where it began. */
  #value: string | null = null;
  #valueLine = 0;
  #entry: Map<string, string> | null = null;
  #entryLine = 0;
  #classes: string[] = [];
  #said: number | null = null;
  #fault: string | null = null;
  #references = 0;
  #external = 0;

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  push(text: string): readonly LdifEntry[] {
    const entries: LdifEntry[] = [];
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#physical(line.endsWith('\r') ? line.slice(0, -1) : line, entries);
    if (this.#rest.length > LINE_MAX) throw this.#endless();
    return entries;
  }

  /** The entries that were still open; without a line break at the end the last one may be cut off. */
  end(): readonly LdifEntry[] {
    const entries: LdifEntry[] = [];
    if (this.#rest !== '') this.#physical(this.#rest, entries);
    this.#rest = '';
    this.#physical('', entries);
    return entries;
  }

  get reported(): LdifReported {
    const remarks = [
      ...(this.#binary.size > 0 ? [`Values in binary are not read: ${quotedList([...this.#binary], NAMED_MAX)}.`] : []),
      ...(this.#cut.size > 0
        ? [`Long lists are read up to ${CELL_MAX} characters: ${quotedList([...this.#cut], NAMED_MAX)}.`]
        : []),
      ...(this.#references > 0
        ? [`${this.#references} references name other servers that were not asked: who is only there is not in it.`]
        : []),
      ...(this.#external > 0 ? [`${this.#external} values lie in files beside this one, which are not opened.`] : []),
    ];
    return { says: this.#said, fault: this.#fault, remarks };
  }

  #physical(line: string, entries: LdifEntry[]): void {
    this.#line += 1;
    if (line.startsWith(' ') && this.#value !== null) {
      this.#value += line.slice(1);
      if (this.#value.length > LINE_MAX) throw this.#endless();
      return;
    }
    if (this.#value !== null) this.#logical(this.#value);
    this.#value = line === '' ? null : line;
    this.#valueLine = this.#line;
    if (line === '') this.#entryEnds(entries);
  }

  #logical(line: string): void {
    if (line.startsWith('#')) {
      const said = SAYS_COUNT.exec(line)?.[1];
      if (said !== undefined) this.#said = Math.max(this.#said ?? 0, Number(said));
      return;
    }
    // A line of nothing but a hyphen ends a change, and blanks are what editors leave.
    if (line.trim() === '') return;
    const colon = line.indexOf(':');
    const written = line.slice(0, Math.max(colon, 0)).trim();
    if (colon === -1 || !NAME.test(written))
      throw this.#malformed('it is neither an attribute with a colon nor a continuation');
    const name = written.replace(STORED_AS, '');
    const lower = name.toLowerCase();
    if (this.#entry === null) {
      if (lower === 'version' && this.#line < 100) return;
      this.#entry = new Map();
      this.#entryLine = this.#valueLine;
    }
    if (lower === 'changetype') this.#refuseChange(line.slice(colon + 1).trim());
    const value = this.#valueOf(line, colon, lower);
    if (lower === 'objectclass') this.#classes.push(value.toLowerCase());
    this.#add(this.#spelled(lower, name), value);
  }

  #valueOf(line: string, colon: number, lower: string): string {
    const mark = line[colon + 1];
    if (mark === '<') {
      this.#external += 1;
      return '';
    }
    if (mark !== ':') return line.slice(colon + 1).replace(/^ +/, '');
    const base64 = line.slice(colon + 2).trim();
    if (!BASE64.test(base64)) throw this.#malformed('its value is said to be base64, and is not');
    const bytes = Buffer.from(base64, 'base64');
    const guid = lower === 'objectguid' ? guidOfBytes(bytes) : null;
    if (guid !== null) return guid;
    const text = isUtf8(bytes) ? bytes.toString('utf8') : '';
    if (text !== '' && !INVISIBLE.test(text)) return text;
    if (bytes.length > 0 && this.#binary.size < NAMES_MAX) this.#binary.add(lower);
    return '';
  }

  #add(name: string, value: string): void {
    const entry = this.#entry;
    if (entry === null || (entry.size >= NAMES_MAX && !entry.has(name))) return;
    const known = entry.get(name) ?? '';
    const all = known === '' ? value : value === '' ? known : `${known};${value}`;
    if (all.length <= CELL_MAX) entry.set(name, all);
    else {
      if (!entry.has(name)) entry.set(name, '');
      this.#cut.add(name);
    }
  }

  #spelled(lower: string, name: string): string {
    const known = this.#spelling.get(lower);
    if (known !== undefined) return known;
    if (this.#spelling.size < NAMES_MAX) this.#spelling.set(lower, name);
    return name;
  }

  #entryEnds(entries: LdifEntry[]): void {
    const [entry, line, classes] = [this.#entry, this.#entryLine, this.#classes];
    this.#entry = null;
    this.#classes = [];
    if (entry === null) return;
    if (!entry.has(this.#spelled('dn', 'dn'))) {
      this.#noEntry(entry, line);
      return;
    }
    const objectClass = this.#spelling.get('objectclass');
    if (objectClass !== undefined && classes.length > 0) entry.set(objectClass, classOf(classes));
    entries.push({ line, record: entry });
  }

  /** What ldapsearch writes behind the entries: how the search ended, and where else one could ask. */
  #noEntry(entry: FieldRecord, line: number): void {
    const of = (lower: string) => entry.get(this.#spelling.get(lower) ?? '');
    const [result, reference] = [of('result'), of('ref')];
    if (result !== undefined) {
      if (!/^0\b/.test(result)) this.#fault ??= result;
    } else if (reference !== undefined) {
      this.#references += 1;
    } else if (of('search') === undefined) {
      throw this.#malformed('an entry begins here without a dn', line);
    }
  }

  #refuseChange(type: string): void {
    // As ldifde writes a whole export.
    if (type.toLowerCase() === 'add') return;
    throw new ClariIdentityError(
      'ERR_KIND_UNSUPPORTED',
      `${bare(this.#fileName)}, line ${this.#valueLine}: changetype ${quoted(type)} says what is to be changed, and not how things are.`,
      'Export the entries themselves: ldapsearch, or ldifde -f users.ldf -r "(objectClass=user)".',
    );
  }

  #malformed(why: string, line = this.#valueLine): ClariIdentityError {
    return new ClariIdentityError(
      'ERR_EXPORT_MALFORMED',
      `${bare(this.#fileName)}, line ${line}: ${why}, so this is no LDIF.`,
      'Export it again, and do not edit it.',
    );
  }

  #endless(): ClariIdentityError {
    return new ClariIdentityError(
      'ERR_EXPORT_MALFORMED',
      `${bare(this.#fileName)}, line ${this.#valueLine}: a value that begins here is longer than 1 MiB.`,
      'Export it again without photos and certificates: name the attributes that are to be written.',
    );
  }
}

/** One word for what an entry is: a person, or the class that it has instead. */
function classOf(classes: readonly string[]): string {
  const other = classes.find((one) => NO_PEOPLE.test(one));
  if (other === undefined && classes.some((one) => PEOPLE.has(one))) return 'user';
  return `non-person: ${other ?? classes.at(-1) ?? ''}`;
}

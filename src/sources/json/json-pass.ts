import type { Tokenizer, TokenType } from '@streamparser/json';
import { decoderOf } from '../file/decoder.ts';
import type { Encoding } from '../file/encoding.ts';
import { cutOff, JsonFault, malformed, type Spot, VALUE_MAX } from './json-faults.ts';
import type { JsonWalk } from './json-walk.ts';

const NEWLINE = 0x0a;
const BOM_BYTES = 3;
/** Longer ones are no ids. */
const WHOLE = /^-?\d{16,40}$/;

interface Library {
  readonly Tokenizer: typeof Tokenizer;
  readonly TokenType: typeof TokenType;
}

/** Feeds the bytes of a file into a walk, piece by piece. Any fault becomes an error with its line and byte. */
export class JsonPass {
  readonly #fileName: string;
  readonly #walk: JsonWalk;
  readonly #tokenizer: Tokenizer;
  readonly #utf8: (bytes: Uint8Array) => Uint8Array;
  readonly #rest: () => string;
  /** The piece that is being read, where it starts, and up to where its lines are counted. */
  #piece: Uint8Array = new Uint8Array(0);
  #start = 0;
  #counted = 0;
  #line = 1;
  #withoutToken = 0;
  #lastToken = 0;
  #first: Spot | null = null;

  private constructor(library: Library, walk: JsonWalk, encoding: Encoding, fileName: string) {
    this.#fileName = fileName;
    this.#walk = walk;
    const { utf8, rest } = utf8Of(encoding, fileName);
    this.#utf8 = utf8;
    this.#rest = rest;
    const { Tokenizer, TokenType } = library;
    let digits = '';
    class Exact extends Tokenizer {
      protected override parseNumber(text: string): number {
        digits = text;
        return Number(text);
      }
    }
    this.#tokenizer = new Exact({ stringBufferSize: 65_536, numberBufferSize: 64 });
    this.#tokenizer.onToken = ({ token, value, offset }) => {
      this.#withoutToken = 0;
      this.#lastToken = offset;
      this.#first ??= this.#spot(offset);
      switch (token) {
        case TokenType.LEFT_BRACE:
          walk.mark('{', offset);
          return;
        case TokenType.RIGHT_BRACE:
          walk.mark('}', offset);
          return;
        case TokenType.LEFT_BRACKET:
          walk.mark('[', offset);
          return;
        case TokenType.RIGHT_BRACKET:
          walk.mark(']', offset);
          return;
        case TokenType.COLON:
          walk.mark(':', offset);
          return;
        case TokenType.COMMA:
          walk.mark(',', offset);
          return;
        case TokenType.NUMBER:
          // Read as a number, an id of twenty digits would become another id.
          walk.scalar(typeof value === 'number' && isRounded(value, digits) ? digits : (value ?? null), offset);
          return;
        default:
          walk.scalar(value ?? null, offset);
          return;
      }
    };
  }

  /** The tokenizer is loaded here because most runs read no JSON. */
  static async over(walk: JsonWalk, encoding: Encoding, fileName: string): Promise<JsonPass> {
    return new JsonPass(await import('@streamparser/json'), walk, encoding, fileName);
  }

  push(bytes: Uint8Array): void {
    this.#write(this.#utf8(bytes));
  }

  /** Returns the line of an entry in which JSON Lines end; null: they, or whatever else it is, end whole. */
  end(): number | null {
    this.#write(Buffer.from(this.#rest(), 'utf8'));
    let isWhole = true;
    try {
      this.#tokenizer.end();
    } catch (cause) {
      if (cause instanceof JsonFault) throw malformed(this.#fileName, this.#spot(cause.offset), cause);
      isWhole = false;
    }
    if (isWhole && this.#walk.finished) {
      this.#walk.end();
      return null;
    }
    if (!this.#walk.isAmongEntries) throw this.#ends();
    return this.#line;
  }

  /** The line of an offset. Offsets must lie in the current piece and ascend, but for that of the first token. */
  lineAt(offset: number): number {
    if (this.#first !== null && offset <= this.#first.offset) return this.#first.line;
    const until = Math.min(offset - this.#start, this.#piece.length);
    for (let at = this.#piece.indexOf(NEWLINE, this.#counted); at !== -1 && at < until; ) {
      this.#line += 1;
      this.#counted = at + 1;
      at = this.#piece.indexOf(NEWLINE, this.#counted);
    }
    return this.#line;
  }

  #write(piece: Uint8Array): void {
    this.#piece = piece;
    this.#counted = 0;
    this.#withoutToken += piece.length;
    try {
      this.#tokenizer.write(piece);
      if (this.#withoutToken > VALUE_MAX + piece.length) {
        throw new JsonFault('one value is longer than 1 MiB, which none of an export is.', this.#lastToken);
      }
    } catch (cause) {
      const fault = cause instanceof JsonFault ? cause : this.#noJson(cause);
      throw malformed(this.#fileName, this.#spot(fault.offset), fault);
    }
    this.lineAt(this.#start + piece.length);
    this.#start += piece.length;
  }

  /** The tokenizer's own words may quote the file, so only the position is taken from them. */
  #noJson(cause: unknown): JsonFault {
    const at = cause instanceof Error ? /absolute position "(\d+)"/.exec(cause.message)?.[1] : undefined;
    const fault = new JsonFault('this is no JSON.', at === undefined ? this.#lastToken : Number(at));
    fault.cause = cause;
    return fault;
  }

  #spot(offset: number): Spot {
    return { line: this.lineAt(offset), offset };
  }

  #ends() {
    return cutOff(this.#fileName, { line: this.#line, offset: this.#start });
  }
}

/** Whether a whole number has more digits than a number of this language keeps. */
function isRounded(value: number, digits: string): boolean {
  return !Number.isSafeInteger(value) && WHOLE.test(digits);
}

/** JSON is UTF-8; what other programs wrote is turned into it, so offsets are those of UTF-8 without its mark. */
function utf8Of(encoding: Encoding, fileName: string) {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') {
    let mark = encoding === 'utf-8' ? 0 : BOM_BYTES;
    const utf8 = (bytes: Uint8Array): Uint8Array => {
      const skipped = Math.min(mark, bytes.length);
      mark -= skipped;
      return bytes.subarray(skipped);
    };
    return { utf8, rest: () => '' };
  }
  const decoder = decoderOf(encoding, fileName);
  return {
    utf8: (bytes: Uint8Array): Uint8Array => Buffer.from(decoder.push(bytes), 'utf8'),
    rest: () => decoder.end(),
  };
}

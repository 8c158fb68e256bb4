import { SaxesParser } from 'saxes';

const DEPTH_MAX = 64;
/** Text, tag or comment that has not ended by then belongs to no workbook. */
const OPEN_MAX = 1_048_576;

/** What a part is made of; names come without their prefix. */
export interface XmlSink {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** Text that stands directly in the element that is open. */
  text(text: string): void;
  close(name: string): void;
}

/** What makes a part unreadable. */
export class XmlFault extends Error {}

/**
 * Reads XML piece by piece and holds no tree. Definitions of types and entities are refused, so nothing in it can name
 * something else that is to be put in its place.
 */
export class XmlReader {
  readonly #parser = new SaxesParser({ position: false, xmlns: false });
  #depth = 0;
  #open = 0;

  constructor(sink: XmlSink) {
    const parser = this.#parser;
    parser.on('error', (cause) => {
      throw new XmlFault('it is no well-formed XML', { cause });
    });
    parser.on('doctype', () => {
      throw new XmlFault('it defines types or entities of its own, which no workbook does');
    });
    parser.on('opentag', ({ name, attributes }) => {
      this.#open = 0;
      this.#depth += 1;
      if (this.#depth > DEPTH_MAX) throw new XmlFault(`it is nested deeper than ${DEPTH_MAX} levels`);
      sink.open(localName(name), attributes);
    });
    parser.on('text', (text) => sink.text(text));
    parser.on('cdata', (text) => sink.text(text));
    parser.on('closetag', ({ name }) => {
      this.#open = 0;
      this.#depth -= 1;
      sink.close(localName(name));
    });
  }

  push(text: string): void {
    this.#open += text.length;
    this.#parser.write(text);
    if (this.#open > OPEN_MAX + text.length) throw new XmlFault('something in it is longer than 1 MiB');
  }

  end(): void {
    this.#parser.close();
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

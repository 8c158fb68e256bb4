/**
 * The one way in which a text that came from outside stands in a text of ours: cells and headers of files, ids,
 * addresses, file names, what somebody typed, what another service answered. `test/architecture/foreign` follows every
 * text that is printed back to where it comes from, and fails where something foreign did not come through here.
 */

const LONGEST = 120;
const BREAKS = /[\s\p{Zl}\p{Zp}\u0085]+/gu;
// Control, bidirectional, zero-width and private characters, tags, variation selectors, and unpaired surrogates.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|[\ufe00-\ufe0f]|[\u180b-\u180f]|[\u{e0100}-\u{e01ef}]/gu;
/** Letters and signs that draw nothing, or join what stands apart. */
const BLANK = /\u034f|\u17b4|\u17b5|[\u115f\u1160\u2800\u3164\uffa0]/gu;
// No tag, link, image, code or character reference begins: hosts show answers as Markdown.
const MARKUP = /[<>`[\]]|&(?=#|\w+;)|(?<=:)\/(?=\/)|(?<=\bwww)\./giu;
const STACKED = /(\p{M}{3})\p{M}+/gu;
const WORD = /[\p{L}\p{M}]+/gu;
/** Alphabets with letters that look like those of another. */
const ALIKE = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /[\p{Script=Armenian}\p{Script=Cherokee}]/u,
];
const SIMPLE = /^(?!.*www\.)[\w.@:+-]{1,320}$/i;

/** In quotation marks, on one line, capped, without working markup; what can't be seen is taken out or shown as its code. */
export function quote(data: string, { longest = LONGEST }: { readonly longest?: number } = {}): string {
  const points = [...data.replace(BREAKS, ' ').replace(UNSEEN, '').replace(STACKED, '$1').trim()];
  const shown = points.length > longest ? `${points.slice(0, longest).join('')}…` : points.join('');
  const inert = JSON.stringify(shown).replace(BLANK, escaped).replace(MARKUP, escaped);
  return mixesAlphabets(shown) ? `${inert} (mixes alphabets)` : inert;
}

/** An id or address, bare where it is a simple one: then it can hold no word of its own. */
export function bare(id: string): string {
  return SIMPLE.test(id) ? id : quote(id, { longest: 320 });
}

/** `directory/identity_id` inside a sentence. */
export function shownIdentity(identity: { readonly directory: string; readonly identityId: string }): string {
  return `${bare(identity.directory)}/${bare(identity.identityId)}`;
}

/** One argument as it is typed in a shell: exactly the text, and inert where the command is shown. */
export function shellWord(text: string, mark: "'" | '"' = "'"): string {
  if (/^[\w.,:=@+-]+$/.test(text) && !text.startsWith('-')) return text;
  if (/[^\p{L}\p{N}\p{P}\p{S}\p{M} ]|[<>`[\]]|:\/\/|www\./iu.test(text))
    return `$'${[...text]
      .map(shellCode)
      .join('')
      .replace(/(?<=www)\./gi, escaped)}'`;
  return mark === "'" ? `'${text.replaceAll("'", "'\\''")}'` : `"${text.replace(/["$`\\]/g, '\\$&')}"`;
}

function shellCode(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (/[\p{L}\p{N} .,=@+-]/u.test(character)) return character;
  return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
}

/** Whether one word has letters of alphabets that look alike: `аcme` is not `acme`. */
function mixesAlphabets(text: string): boolean {
  if (/^[\0-\x7f]*$/.test(text)) return false;
  return [...text.matchAll(WORD)].some(([word]) => ALIKE.filter((alphabet) => alphabet.test(word)).length > 1);
}

/**
 * A whole answer of ours, just before it leaves. Its foreign parts are inert already; should one ever not be, no image
 * is loaded by it, nothing is hidden in it and no terminal obeys it.
 */
export function inert(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu, '').replace(/\](?=[([])/g, '\\u005d');
}

/** The same for a whole JSON document, in which what is escaped is still the same value. */
export function inertJson(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}<>]|\](?=[([])|(?<=:)\/(?=\/)|(?<=www)\./giu, escaped);
}

function escaped(character: string): string {
  return character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

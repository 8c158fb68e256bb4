/**
 * The one way in which a text that came from outside stands in a text of ours: cells and headers of files, ids,
 * addresses, file names, what somebody typed, what another service answered. `test/architecture/foreign` follows every
 * text that is printed back to where it comes from, and fails where something foreign did not come through here.
 */

const LONGEST = 120;
const BREAKS = /[\s\p{Zl}\p{Zp}\u0085]+/gu;
// Control, bidirectional, zero-width and private characters, tags, variation selectors, and unpaired surrogates.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|[\ufe00-\ufe0f]|[\u180b-\u180f]|[\u{e0100}-\u{e01ef}]/gu;
/** Letters and signs that are invisible, or that join words. */
const BLANK = /\u034f|\u17b4|\u17b5|[\u115f\u1160\u2800\u3164\uffa0]/gu;
// Starts of tags, links, images, code and character references, because hosts show answers as Markdown.
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
  const clean = data.replace(BREAKS, ' ').replace(UNSEEN, '').replace(STACKED, '$1').trim();
  const isAddressed = looksLikeInstructions(clean);
  const shown = shortened(clean, isAddressed ? Math.min(longest, INSTRUCTIONS_LONGEST) : longest);
  const inert = JSON.stringify(shown).replace(BLANK, escaped).replace(MARKUP, escaped);
  const marks = [mixesAlphabets(shown) ? 'mixes alphabets' : null, isAddressed ? 'looks_like_instructions' : null];
  const said = marks.filter((mark) => mark !== null);
  return said.length === 0 ? inert : `${inert} (${said.join(', ')})`;
}

function shortened(text: string, longest: number): string {
  const points = [...text];
  return points.length > longest ? `${points.slice(0, longest).join('')}…` : text;
}

/** What is left of a text that speaks to an assistant: enough to find its row. */
const INSTRUCTIONS_LONGEST = 40;

/** Ways to address a model in a cell, where names and notes of people stand otherwise. */
const ADDRESSED = [
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(previous|prior|above|earlier|instructions?|rules?|prompts?|guidelines?)\b/i,
  /(^|[^\w])(system|assistant|developer|claude|chatgpt|gpt|llm|ai)\s*(prompt|message|note|instruction)?\s*[:>\]]/i,
  /\b(you are|you must|you should|you will|as an ai|dear assistant)\b/i,
  /\b(call|use|run|invoke|execute)\b.{0,40}\b(tools?|functions?|[a-z]+_[a-z_]+)\b/i,
  /\b(record_manual_deactivation|record_step|resolve_link|set_exemption|approve_offboarding_plan)\b/i,
  /^\W*(please\s+)?(approve|exempt|deactivate|delete|mark|record|link|confirm|export|reveal|send|tell|say|report)\b.{0,60}\b(all|every|everyone|everybody|account|accounts|user|users|plan|data|as (done|ok|active|inactive|deactivated))\b/i,
];

/** Whether a text from outside speaks to an assistant. Not every such text is found: it is data all the same. */
export function looksLikeInstructions(text: string): boolean {
  return text.length > 8 && ADDRESSED.some((pattern) => pattern.test(text.slice(0, 2_000)));
}

/** The same shortening for a value of a typed answer, where it is no part of a sentence. */
export function shortIfInstructions(text: string): string {
  return looksLikeInstructions(text) ? shortened(text, INSTRUCTIONS_LONGEST) : text;
}

/** Shows an id or address without quotation marks if it is so simple that it cannot contain a sentence. */
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

/** Whether one word mixes alphabets that look alike: `аcme` is not `acme`. */
function mixesAlphabets(text: string): boolean {
  if (/^[\0-\x7f]*$/.test(text)) return false;
  return [...text.matchAll(WORD)].some(([word]) => ALIKE.filter((alphabet) => alphabet.test(word)).length > 1);
}

/**
 * Makes a whole answer of ours harmless just before it leaves. Its foreign parts are harmless already; should one not
 * be, it still loads no image, hides nothing and controls no terminal.
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

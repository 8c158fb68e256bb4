const LONGEST = 120;
// Control, line-separating, bidirectional, zero-width and private characters, tags, and unpaired surrogates.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const MARKUP = /[<>&`[\]]/g;

/** A cell, name or address as data inside our own text: on one line, capped, in quotes, without working markup. */
export function quote(data: string): string {
  const points = [...data.replace(UNSEEN, '')];
  const shown = points.length > LONGEST ? `${points.slice(0, LONGEST).join('')}…` : points.join('');
  return plain(JSON.stringify(shown));
}

/** A sentence of another room that may carry data: its markup is made harmless, its words stay. */
export function plain(text: string): string {
  return text.replace(UNSEEN, '').replace(MARKUP, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

import { createHash } from 'node:crypto';
import { cleanText } from '../cells/text.ts';

const HEADER_MAX = 256;
/** Entra's bulk templates: `User name [userPrincipalName] Required`. */
const PROPERTY_NAME = /\[([a-z][A-Za-z.]{1,60})\]/;
/** Before the names of an extension of SCIM, which are one whole with the others. */
const SCIM_SCHEMA = /^urn:ietf:params:scim:schemas:[\w.:-]+:\d+\.\d+:\w+[.:]/i;
const REMARK = /\[[^[\]]*\]/g;

/** A header as it is shown: clean, at most 256 characters. */
export function headerText(raw: string): string {
  return cleanText(raw, HEADER_MAX);
}

/** How headers and field names are compared: without case, spaces, underscores, dots or other punctuation. */
export function headerKey(raw: string): string {
  const text = headerText(raw).replace(SCIM_SCHEMA, '');
  const property = PROPERTY_NAME.exec(text)?.[1];
  return letters(property ?? text.replace(REMARK, ' ')) || letters(text);
}

/** 16 hexadecimal digits that identify the header, to detect a changed layout. */
export function headerFingerprint(keys: readonly string[]): string {
  return createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 16);
}

function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What PowerShell writes for a list that it was not asked to join, instead of what is in it. */
const TYPE_NAME =
  /^(?:(?:Selected|Deserialized)\.)*(?:System|Microsoft)\.[A-Za-z][\w.`+]*(?:\[[\w.,`]*\])*$|^@?\{?(?:System|Microsoft)\.[\w.`]+(?:\[\])?\}?$/;

export function isTypeName(raw: string): boolean {
  return TYPE_NAME.test(raw.trim());
}

/** How the column is exported so that its values arrive. */
export function joinExpression(header: string): string {
  const property = /^\w+$/.test(header) ? header : 'ProxyAddresses';
  return `@{n='${property}';e={$_.${property} -join ';'}}`;
}

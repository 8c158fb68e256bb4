/** How the column is exported so that its values arrive. */
export function joinExpression(header: string): string {
  const property = /^\w+$/.test(header) ? header : 'ProxyAddresses';
  return `@{n='${property}';e={$_.${property} -join ';'}}`;
}

import { bare } from '../../model/foreign.ts';

/** How the column is exported so that its values arrive. */
export function joinExpression(header: string): string {
  const property = /^\w+$/.test(header) ? bare(header) : 'ProxyAddresses';
  return `@{n='${property}';e={$_.${property} -join ';'}}`;
}

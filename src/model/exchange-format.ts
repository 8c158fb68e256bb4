export const ACCOUNT_FORMATS = ['entra-review', 'baton-file', 'vanta', 'ocsf', 'scim', 'graph'] as const;
/** Formats whose rows are accounts. */
export type AccountFormat = (typeof ACCOUNT_FORMATS)[number];

export const EXCHANGE_FORMATS = [...ACCOUNT_FORMATS, 'entra-applied'] as const;
/** `entra-applied` is one answer about a whole review. */
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];

export function isAccountFormat(format: ExchangeFormat): format is AccountFormat {
  return format !== 'entra-applied';
}

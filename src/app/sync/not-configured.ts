import type { LiveName } from '../../model/live.ts';

/** How a source is named, and what has to be set before it can be read. */
export const NOT_CONFIGURED: Readonly<Record<LiveName, { readonly title: string; readonly remedy: string }>> = {
  okta: {
    title: 'Okta',
    remedy: 'Set OKTA_ORG_URL, OKTA_CLIENT_ID and OKTA_PRIVATE_KEY_FILE (or OKTA_PRIVATE_KEY).',
  },
  entra: {
    title: 'Entra ID',
    remedy: 'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH.',
  },
  clari: { title: 'The Clari API', remedy: 'Set CLARI_API_TOKEN and CLARI_FORECAST_ID.' },
  copilot: {
    title: 'The Clari Copilot API',
    remedy: 'Set CLARI_COPILOT_API_KEY and CLARI_COPILOT_API_PASSWORD.',
  },
  salesloft: {
    title: 'Salesloft',
    remedy: 'Set SALESLOFT_API_TOKEN, or SALESLOFT_CLIENT_ID and SALESLOFT_CLIENT_SECRET.',
  },
};

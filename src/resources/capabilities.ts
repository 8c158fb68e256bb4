import type { Resource } from '../resource.ts';
import { resourceJson } from './resource-json.ts';

export const capabilities: Resource = {
  uri: 'clari://capabilities',
  name: 'capabilities',
  title: 'What Clari allows',
  description:
    "What Clari's surfaces allow and do: SCIM, JIT, SSO and identity providers, deactivation and what it breaks, APIs and limits, the Salesloft merger. Each entry has its source, date and confidence, is marked old after 180 days, and can be overridden by this tenant.",
  mimeType: 'application/json',
  async read(deps) {
    const { currentCapabilities } = await import('../app/lookups/capabilities.ts');
    return resourceJson(await currentCapabilities(deps));
  },
};

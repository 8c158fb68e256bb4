import type { Capability } from '../model/capability.ts';
import { COPILOT } from './copilot-api.ts';
import { CORE } from './core-api.ts';
import { IDENTITY_PROVIDERS } from './identity-providers.ts';
import { LIFECYCLE } from './lifecycle.ts';
import { MERGER } from './merger.ts';
import { PROVISIONING } from './provisioning.ts';

/** What public material says, without any tenant's own word. */
export const PUBLISHED: readonly Capability[] = [
  ...PROVISIONING,
  ...IDENTITY_PROVIDERS,
  ...LIFECYCLE,
  ...CORE,
  ...COPILOT,
  ...MERGER,
];

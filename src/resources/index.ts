import type { Resource, ResourceTemplate } from '../resource.ts';
import { account } from './account.ts';
import { app } from './app.ts';
import { capabilities } from './capabilities.ts';
import { capabilityTopic } from './capability-topic.ts';
import { coverage } from './coverage.ts';
import { plan } from './plan.ts';
import { review } from './review.ts';

/** In the order in which a client lists them. */
export const resources: readonly Resource[] = [capabilities, coverage];

export const resourceTemplates: readonly ResourceTemplate[] = [account, plan, review, capabilityTopic, app];

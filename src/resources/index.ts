import type { Resource } from '../resource.ts';
import { capabilities } from './capabilities.ts';
import { coverage } from './coverage.ts';

/** In the order in which a client lists them. */
export const resources: readonly Resource[] = [capabilities, coverage];

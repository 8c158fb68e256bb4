import type { AccountFormat } from '../../model/exchange-format.ts';
import { batonFile } from './baton-file.ts';
import { entraReview } from './entra-review.ts';
import type { ExchangeShape } from './format.ts';
import { graph } from './graph.ts';
import { ocsf } from './ocsf.ts';
import { scim } from './scim.ts';
import { vanta } from './vanta.ts';

export const EXCHANGE_SHAPES: Readonly<Record<AccountFormat, ExchangeShape>> = {
  'entra-review': entraReview,
  'baton-file': batonFile,
  vanta,
  ocsf,
  scim,
  graph,
};

import type { PromptArgument } from '../prompt.ts';

/** Loaded on demand, so that listing prompts loads nothing. */
const suggest = () => import('../app/lookups/suggest.ts');

export const accountArgument: PromptArgument = {
  name: 'account',
  description: 'account_id, or exact e-mail of a Clari account; id=… or email=… where both fit',
  required: true,
  complete: async (typed, deps) => (await suggest()).suggestAccounts(deps, typed),
};

export const successorArgument: PromptArgument = {
  ...accountArgument,
  name: 'successor',
  description: 'who takes over open work; left out: to be found',
  required: false,
};

export const planArgument: PromptArgument = {
  name: 'plan_id',
  description: 'a plan that was drafted already; left out: a new one',
  required: false,
  complete: async (typed, deps) => (await suggest()).suggestPlans(deps, typed),
};

export const reviewArgument: PromptArgument = {
  name: 'review_id',
  description: 'a review that is open already; left out: a new one',
  required: false,
  complete: async (typed, deps) => (await suggest()).suggestReviews(deps, typed),
};

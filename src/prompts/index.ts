import type { Prompt } from '../prompt.ts';
import { accessReview } from './access-review.ts';
import { explainFinding } from './explain-finding.ts';
import { offboardPerson } from './offboard-person.ts';

/** In the order in which a client lists them. */
export const prompts: readonly Prompt[] = [offboardPerson, accessReview, explainFinding];

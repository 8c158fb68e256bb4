import { describe, expect, test } from 'vitest';
import { NEXT_ACTIONS, REASONS, type Reason } from '../../../src/model/finding.ts';
import { closeGap } from '../../../src/reconcile/classify/close-gap.ts';
import { coverageFacts } from '../../../src/reconcile/classify/coverage-facts.ts';
import { openCase } from '../../../src/reconcile/classify/open-case.ts';
import { reviewStep } from '../../../src/reconcile/classify/review-step.ts';
import { account, correlation, fullReads, identity, NOW, settings } from '../../helpers/model-builders.ts';

const upTo = (from: Reason, to: Reason) => REASONS.slice(REASONS.indexOf(from), REASONS.indexOf(to) + 1);

const { c } = openCase({
  account: account({ maybeRenamedTo: ['u2'] }),
  correlation: correlation([identity()]),
  records: [],
  exemption: null,
  link: null,
  coverage: coverageFacts(fullReads(), new Map(), settings(), NOW),
  settings: settings(),
  now: NOW,
});

/** What leads somewhere: something to type, somebody to ask, or a time to wait for. */
const LEADS = /clari-identity-mcp \w|CLARI_IDENTITY_DIRECTORIES|get_identity|Ask again|find who uses the account/;

describe('every reason that concludes nothing leads somewhere', () => {
  test.each(upTo('account_status_unknown', 'directory_not_accepted'))('inconclusive, %s', (reason) => {
    for (const directory of ['okta', null]) {
      const { action, step } = closeGap({ reason, directory }, c);
      expect(NEXT_ACTIONS).toContain(action);
      expect(step).toMatch(LEADS);
      expect(step).not.toContain('is not enough');
    }
  });

  test.each(upTo('candidates_not_certain', 'assignment_in_doubt'))('needs_review, %s', (reason) => {
    expect(reviewStep(c, reason).step).toMatch(LEADS);
  });
});

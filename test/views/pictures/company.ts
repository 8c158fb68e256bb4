import type { Exposure, StatedClosing } from '../../../src/model/exposure.ts';
import { FINDINGS } from '../../../src/model/finding.ts';
import { html, type Markup } from '../../../src/views/html.ts';
import { exposurePicture } from '../../../src/views/pictures/exposure.ts';
import { reasonsPicture, teamsPicture } from '../../../src/views/pictures/findings-by-team.ts';
import { graphPicture } from '../../../src/views/pictures/identity-graph.ts';
import { reviewPicture } from '../../../src/views/pictures/review-progress.ts';
import { HOSTILE } from './parts.ts';

const NOW = '2026-11-30T12:00:00.000Z';
const NAMES = ['leo@acme.com', HOSTILE, 'ﷺ'.repeat(40), 'محمد بن موسى', `a${'\u0301'.repeat(90)}`, 'x'.repeat(300)];

const STATES: readonly StatedClosing['state'][] = ['verifying', 'confirmed', 'contradicted', 'expired', 'withdrawn'];

function exposed(place: number): Exposure {
  const state = STATES[place % STATES.length] ?? 'verifying';
  return {
    accountId: `${place}`,
    app: place % 2 === 0 ? 'clari' : 'copilot',
    email: NAMES[place % NAMES.length] ?? null,
    name: null,
    endedAt: place % 7 === 6 ? null : `2026-0${1 + (place % 9)}-03T00:00:00.000Z`,
    stated:
      place % 3 === 0
        ? null
        : {
            at: '2026-10-02T00:00:00.000Z',
            state,
            counts: place % 4 !== 0,
            settledAt: '2026-10-20T00:00:00.000Z',
            reappearedAt: place % 5 === 1 ? '2026-11-11T00:00:00.000Z' : null,
          },
    seenClosedAt: null,
    usedAfter: 'yes',
    lastUseAt: '2026-11-02T00:00:00.000Z',
    dueAt: '2026-12-10T00:00:00.000Z',
  };
}

const sums = { keep: 40, revoke: 9, changeRole: 4, waiting: 0, undecided: 30 };

/** Every picture with many facts, where people look at it: names are attacks, too long, or of another direction. */
export function everyPicture(): Markup {
  const point = (id: string) => ({
    id,
    label: NAMES[id.length % NAMES.length] ?? id,
    place: 'okta',
    states: ['deactivated', 'clari: unassigned', 'copilot: assigned'],
    href: `#${id.length}`,
  });
  const points = (kind: string) => Array.from({ length: 8 }, (_, at) => point(`${kind}${'i'.repeat(at)}`));
  const pair = { rule: 'email_exact', confidence: 0.98, weight: 24.1, whyNot: HOSTILE };
  const [identities, accounts] = [points('identity'), points('account')];
  const links = (['linked', 'candidate', 'near_miss'] as const).flatMap((kind, step) =>
    accounts.map(({ id }, at) => ({ kind, from: id, to: identities[(at * 3 + step) % 8]?.id ?? '', ...pair })),
  );
  return html`<h1>Pictures</h1>
${exposurePicture('exposure', {
  title: 'Exposure over time',
  now: NOW,
  rows: Array.from({ length: 40 }, (_, place) => exposed(place)),
  more: 9_960,
  unknown: 12,
  listed: 'in the list below',
  link: ({ accountId }) => `#${accountId}`,
  none: 'Nobody lost access.',
})}
${teamsPicture('teams', {
  teams: [
    ...NAMES.flatMap((team, at) =>
      FINDINGS.map((finding, place) => ({ kind: 'team' as const, team, finding, accounts: (at + 1) * place })),
    ),
    { kind: 'other', team: null, finding: 'ok', accounts: 90_000 },
    { kind: 'none', team: null, finding: 'orphaned', accounts: 1 },
  ],
  otherTeams: 400,
})}
${reasonsPicture(
  'reasons',
  FINDINGS.map((finding, place) => ({ reason: `reason_${place}`, finding, accounts: 10 ** (place % 5) })),
)}
${graphPicture('graph', {
  identities,
  accounts,
  links: [...links, { kind: 'same_person', from: 'account', to: 'accountii', ...pair, confidence: null, weight: null }],
  about: 'account',
})}
${reviewPicture('review', {
  status: 'overdue',
  dueAt: '2026-11-20T00:00:00.000Z',
  all: sums,
  reviewers: [...NAMES, null].map((person) => ({ person, ...sums, waiting: 2 })),
  moreReviewers: 4,
  followUp: { decided: 1, planned: 2, recorded: 3, verifying: 4, confirmed: 2, contradicted: 1 },
})}
`;
}

import { HAND_OVER, type ProfileStep } from '../../model/app-profile.ts';
import { administrationOf } from '../../model/apps-in-use.ts';
import { quote, shellWord } from '../../model/foreign.ts';
import { mayComeBack } from '../access.ts';
import { cautionOf } from '../caution.ts';
import type { OffboardingFacts } from '../facts.ts';
import { holdOf } from '../hold.ts';
import { sameText } from '../same-text.ts';
import type { StepDraft, StepMaker } from '../step.ts';
import { comesBack, nameAccount } from '../words.ts';

const CLOSING = 'deactivate_account' as const;

/** The steps that close an account by hand in an application other than Clari: what its profile knows, and no more. */
export const closeInApp: StepMaker = (facts) => {
  const { before, after } = facts.profile.deactivation;
  const first = [...scim(facts), ...succession(facts)];
  return [
    ...first,
    ...before.map((step) => ofProfile(facts, step, 'prepare_app')),
    closing(facts),
    ...after.map((step) => ofProfile(facts, step, 'finish_app')),
  ];
};

function scim({ profile: { id, name, deactivation } }: OffboardingFacts): readonly StepDraft[] {
  if (!deactivation.askScimFirst) return [];
  return [
    {
      system: id,
      action: 'ask_scim',
      title: `Ask whether SCIM is on for ${name}`,
      instructions: [
        `SCIM exists for some plans of ${name}. Ask its administrator whether it is switched on here, and for which attributes.`,
        'If it is, end the assignment in the identity provider, and look whether the account follows: what SCIM manages may be undone when it is changed by hand.',
        'If it is not, or nobody knows, go on by hand. Note who answered and when.',
      ],
      performedBy: deactivation.by,
      after: [],
      blockedBy: null,
      settledBy: { kind: 'statement' },
      proof: 'Who answered, when, and what.',
      warnings: [],
    },
  ];
}

/** Whoever alone may switch off administrators must not leave without somebody who takes that over. */
function succession({ profile, account }: OffboardingFacts): readonly StepDraft[] {
  if (profile.succession === null) return [];
  const { role, onlyBy } = profile.succession;
  const own = account.latest.role;
  if (own !== null && !sameText(own, role) && !sameText(own, onlyBy)) return [];
  const isTheOne = own !== null && sameText(own, onlyBy);
  return [
    {
      system: profile.id,
      action: 'settle_succession',
      title: isTheOne
        ? `Hand over the role ${onlyBy} first`
        : `Settle first who may deactivate an account with the role ${role}`,
      instructions: [
        own === null
          ? `The list has no role of this account: look whether it is ${role} or ${onlyBy} before anything else.`
          : `The account has the role ${quote(own)}.`,
        `Only the ${onlyBy} may change the role or status of an account with the role ${role}: make sure that there is one who stays.`,
        isTheOne
          ? `Have this person, or the vendor, give the role ${onlyBy} to somebody who stays, and see that they have it.`
          : `If this person is the ${onlyBy}, the role goes to somebody who stays first; else ask the ${onlyBy} to do the deactivation.`,
      ],
      performedBy: onlyBy,
      after: [],
      blockedBy: null,
      settledBy: { kind: 'statement' },
      proof: `Who is ${onlyBy} now, since when, and who saw it.`,
      warnings: [
        `If the only ${onlyBy} leaves without a successor, nobody but the vendor can change an account of ${profile.name} with the role ${role}.`,
      ],
    },
  ];
}

function ofProfile(
  { profile: { id, deactivation } }: OffboardingFacts,
  { id: stepId, title, instructions, proof, after }: ProfileStep,
  action: 'prepare_app' | 'finish_app',
): StepDraft {
  // A step of its own may be called so too.
  const isOwn = [...deactivation.before, ...deactivation.after].some((one) => one.id === HAND_OVER);
  const waits = !isOwn && after.includes(HAND_OVER);
  return {
    system: id,
    action,
    stepId: `${id}:${stepId}`,
    title,
    instructions,
    performedBy: deactivation.by,
    after: [...(action === 'finish_app' ? [CLOSING] : []), ...(waits ? [HAND_OVER] : [])],
    afterSteps: after.filter((one) => !waits || one !== HAND_OVER).map((one) => `${id}:${one}`),
    blockedBy: null,
    settledBy: { kind: 'statement' },
    proof,
    warnings: [],
  };
}

function closing(facts: OffboardingFacts): StepDraft {
  const { account, profile } = facts;
  const { by, how, breaks } = profile.deactivation;
  const caution = cautionOf(facts);
  const role = account.latest.role;
  const isPrivileged = role !== null && profile.privilegedRoles.some((one) => sameText(one, role));
  return {
    system: profile.id,
    action: CLOSING,
    title: `Deactivate the account in ${profile.name}`,
    instructions: [
      `It is the account ${nameAccount(account)}: compare every detail, another person may have the same name.`,
      ...(how.length > 0
        ? how
        : [
            `Sign in to ${profile.name} as an administrator and open ${administrationOf(profile)}.`,
            `How a user is switched off there is not known, no public material says so: ask the vendor, and note the answer.`,
            'Note the time, with its offset from UTC, and take a screenshot that shows the account as closed.',
          ]),
      `Record it at once with record_manual_deactivation (account ${quote(account.accountId)}, app ${profile.id}) or \`clari-identity-mcp record ${shellWord(account.accountId)} --performed-by NAME --performed-at TIME\`.`,
    ],
    performedBy:
      isPrivileged && profile.succession !== null && sameText(role, profile.succession.role)
        ? profile.succession.onlyBy
        : by,
    after: ['ask_scim', 'settle_succession', 'prepare_app'],
    blockedBy: holdOf(facts),
    settledBy: { kind: 'account_closed', accounts: [account.accountId] },
    proof:
      'The record with who and when, the ticket, and the SHA-256 of the screenshot. It counts as claimed until a users list settles it.',
    warnings: [
      ...(caution === null ? [] : [caution]),
      ...(isPrivileged ? [`The account has the privileged role ${quote(role)}.`] : []),
      ...breaks.map((one) => `What breaks: ${one}`),
      ...(breaks.length > 0 || profile.notKnown.some((one) => /\bbreaks\b/.test(one))
        ? []
        : [`What breaks in ${profile.name} is not known: ask its administrator what the person owns there.`]),
      ...profile.notKnown,
      ...(mayComeBack(facts) ? [`${comesBack(profile)} Remove the access first.`] : []),
    ],
  };
}

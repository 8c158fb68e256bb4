import { quote } from '../../model/foreign.ts';
import { identityRef } from '../../model/identity.ts';
import { accessOf } from '../access.ts';
import { blocks } from '../hold.ts';
import { sameText } from '../same-text.ts';
import type { StepDraft } from '../step.ts';
import { directoryName, nameIdentity } from '../words.ts';
import { holdOfAccess } from './doubts.ts';
import { ownAccount, type ProvisioningFacts, type RecordedSetUp } from './facts.ts';

const ATTRIBUTES = ['email', 'firstName', 'lastName', 'role'] as const;

/** The steps in the order in which they have to be done: after the first login, an assignment comes too late. */
export function provisioningSteps(facts: ProvisioningFacts): readonly StepDraft[] {
  return [setUp(facts), attributes(facts), assignment(facts), login(facts), verification(facts), ...role(facts)];
}

function setUp({ directory, appSeen, recorded }: ProvisioningFacts): StepDraft {
  const where = directoryName(directory);
  return {
    system: systemOf(directory),
    action: 'set_up_sso_app',
    title: `Set up the Clari SAML application in ${where} (once for the organisation)`,
    instructions: [...SET_UP[systemOf(directory)], 'Assign nobody before single sign-on has been confirmed to work.'],
    performedBy: 'IT administrator, with a Clari administrator',
    after: [],
    blockedBy: null,
    proof: `The application in ${where} with its id, and the confirmation of Clari Support.`,
    settledBy: { kind: 'statement' },
    alreadyTrue:
      appSeen === null
        ? onceRecorded(recorded.setUp)
        : `${quote(appSeen.source)} as of ${appSeen.asOf} lists people assigned to Clari in ${where}: the application is there.`,
    warnings: [
      'Switching single sign-on on is no self-service: Clari Support does its part, after it was sent the metadata of the identity provider.',
    ],
  };
}

const SET_UP = {
  okta: [
    'In the Okta admin console, add the Clari application from the catalogue (Applications).',
    'Send the metadata URL of the application to Clari Support, and wait until they confirm. What Clari needs on its side (ACS URL, entity id) comes from Clari: it is not public.',
  ],
  entra: [
    'In the Entra admin center, add an enterprise application for Clari with SAML single sign-on. No gallery entry for Clari is documented, so expect a non-gallery application; note its object id.',
    'Send its federation metadata URL to Clari Support, and wait until they confirm. What Clari needs on its side (reply URL, identifier) comes from Clari: it is not public.',
  ],
  directory: [
    'Ask Clari Support whether this identity provider is supported: only Okta is documented, and Entra ID is reported; Google Workspace and OneLogin are not confirmed.',
    'Set up a SAML 2.0 application for Clari with what they answer, and send them the metadata.',
  ],
} as const;

function attributes({ directory, recorded }: ProvisioningFacts): StepDraft {
  const where = directoryName(directory);
  return {
    system: systemOf(directory),
    action: 'map_attributes',
    title: `Map the SAML attributes ${ATTRIBUTES.join(', ')} (once for the organisation)`,
    instructions: [
      `In the SAML settings of the application in ${where}, send these attributes under exactly these names: ${ATTRIBUTES.join(', ')}.`,
      'Map email to the address that Clari is to know the person by, and role to what the organisation calls the Clari role.',
      'If they are mapped already, compare them and note that.',
    ],
    performedBy: 'IT administrator',
    after: ['set_up_sso_app'],
    blockedBy: null,
    proof: 'A screenshot of the attribute statements, or a test assertion that has all of them.',
    settledBy: { kind: 'statement' },
    alreadyTrue: onceRecorded(recorded.attributes),
    warnings: [
      'What breaks: without the role attribute an account may come up with a default role, and without the names it may not come up at all.',
    ],
  };
}

/** A step that is done once for the whole organisation is already true if somebody recorded it. */
function onceRecorded(record: RecordedSetUp | null): string | null {
  if (record === null) return null;
  return `${quote(record.performedBy)} recorded it for ${record.performedAt} (${record.recordId}).`;
}

function assignment(facts: ProvisioningFacts): StepDraft {
  const { identity, directory, email } = facts;
  const where = directoryName(directory);
  const isOpen = identity !== null && accessOf(identity) === 'open';
  return {
    system: systemOf(directory),
    action: 'assign_app',
    title: `Assign Clari in ${where}, before the first login`,
    instructions: [
      identity === null
        ? `Find ${quote(email)} in ${where}, and compare name and address.`
        : `Open ${nameIdentity(identity)} in ${where}, and compare name and address.`,
      'Assign the Clari application to the person, or put them into the group that it is assigned to; a group is easier to take away again later.',
      'Note the time, with its offset from UTC.',
    ],
    performedBy: 'IT administrator',
    after: ['set_up_sso_app', 'map_attributes'],
    blockedBy: blocks(
      identity === null
        ? `No identity ${quote(email)} is known in ${where}: create it, or read the directory again.`
        : null,
      holdOfAccess(facts),
    ),
    proof: `The next read of ${where}, taken afterwards, showing them assigned.`,
    settledBy: {
      kind: 'access_given',
      identity: identity === null ? `${directory}/${email}` : identityRef(identity),
    },
    alreadyTrue: isOpen
      ? `${nameIdentity(identity)} is assigned to Clari as of ${identity.assignmentAsOf ?? identity.asOf}.`
      : null,
    warnings: [
      'What breaks: whoever tries to sign in before they are assigned is turned away, and no account is made.',
    ],
  };
}

function login(facts: ProvisioningFacts): StepDraft {
  const active = activeAccount(facts);
  return {
    system: 'clari',
    action: 'first_login',
    title: 'Sign in for the first time through single sign-on',
    instructions: [
      `${quote(facts.email)} opens https://app.clari.com/signin, or the tile of Clari in ${directoryName(facts.directory)}, and signs in with the work address.`,
      'Note the time, with its offset from UTC, and what Clari shows afterwards.',
    ],
    performedBy: `the person, ${quote(facts.email)}`,
    after: ['assign_app'],
    blockedBy: holdOfAccess(facts),
    proof: 'A later users export that shows the account active.',
    settledBy: { kind: 'account_active', account: facts.email },
    alreadyTrue: active,
    warnings: ['An account is made at the first login only: until then nothing shows in Clari.'],
  };
}

function verification(facts: ProvisioningFacts): StepDraft {
  return {
    system: 'clari',
    action: 'verify_account',
    title: 'Verify that the account is there, once and under the right address',
    instructions: [
      'In Clari, open the user administration ("Admin > Users" or "Settings > Users", whichever your Clari shows) and find the person: one account, with this address.',
      'Take an export of the users, note when it was taken, and import it: `clari-identity-mcp import FILE --as-of TIME --complete --kind clari-users`.',
    ],
    performedBy: 'Clari administrator',
    after: ['first_login'],
    blockedBy: null,
    proof: 'The imported users export, taken after the login, that shows the account active.',
    settledBy: { kind: 'account_active', account: facts.email },
    alreadyTrue: activeAccount(facts),
    warnings: [],
  };
}

function role(facts: ProvisioningFacts): readonly StepDraft[] {
  const { role: wanted, team, email } = facts;
  const asked = [
    ...(wanted === null ? [] : [`role ${quote(wanted)}`]),
    ...(team === null ? [] : [`team ${quote(team)}`]),
  ].join(' and ');
  const own = ownAccount(facts)?.account ?? null;
  const isSo =
    own?.status === 'active' &&
    asked !== '' &&
    (wanted === null || sameText(own.latest.role, wanted)) &&
    (team === null || sameText(own.latest.team, team));
  return [
    {
      system: 'clari',
      action: 'set_role_and_team',
      title: asked === '' ? 'Set role and team' : `Set ${asked}`,
      instructions: [
        `In Clari's user administration, open ${quote(email)} and set ${asked === '' ? 'the role and the team that their manager names' : asked}.`,
        'Where the team follows the role hierarchy of Salesforce, set it there: Clari follows with its next sync.',
      ],
      performedBy: 'Clari administrator',
      after: ['verify_account'],
      blockedBy: null,
      proof:
        asked === ''
          ? 'The role and team that were set, and who named them.'
          : `A later users export that shows ${asked}.`,
      settledBy: asked === '' ? { kind: 'statement' } : { kind: 'role_set', account: email, role: wanted, team },
      alreadyTrue: isSo ? `The account has ${asked} as of ${own.statusAsOf}.` : null,
      warnings: asked === '' ? ['No role was asked for: a new account may see more, or less, than it should.'] : [],
    },
  ];
}

function activeAccount(facts: ProvisioningFacts): string | null {
  const own = ownAccount(facts)?.account ?? null;
  if (own === null || own.status !== 'active') return null;
  return `The account ${quote(own.accountId)} is active as of ${own.statusAsOf}.`;
}

function systemOf(directory: string): 'okta' | 'entra' | 'directory' {
  return directory === 'okta' || directory === 'entra' ? directory : 'directory';
}

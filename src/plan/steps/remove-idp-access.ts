import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import { quote } from '../../model/foreign.ts';
import { identityRef } from '../../model/identity.ts';
import { type Access, accessOf, withAccess } from '../access.ts';
import type { IdentityFacts, OffboardingFacts } from '../facts.ts';
import { blocks, holdOf, maybeLeave, onlyDuplicate } from '../hold.ts';
import type { StepDraft, StepMaker } from '../step.ts';
import { comesBack, directoryName, enteredName, nameIdentity } from '../words.ts';

/**
 * One step per directory through which the person can enter, may enter, or could enter again. It depends on no other
 * step.
 */
export const removeIdpAccess: StepMaker = (facts) => {
  const identities = withAccess(facts);
  const directories = [...new Set(identities.map(({ identity }) => identity.directory))].sort();
  return directories.map((directory) =>
    removal(
      facts,
      directory,
      identities.filter(({ identity }) => identity.directory === directory),
    ),
  );
};

function removal(facts: OffboardingFacts, directory: string, identities: readonly IdentityFacts[]): StepDraft {
  const where = directoryName(directory);
  const app = enteredName(facts);
  const open = identities.some(({ identity }) => accessOf(identity) !== 'suspended');
  return {
    system: systemOf(directory),
    action: 'remove_idp_access',
    title: `Remove access to ${app} in ${where}`,
    instructions: [
      ...identities.map(
        (one) => `Open ${nameIdentity(one.identity)} in ${where}: ${standing(accessOf(one.identity), app)}.`,
      ),
      `If the person has left the organisation, deactivate the identity; if only ${app} ends, remove its assignment to the ${app} application.`,
      ...assignmentLines(identities, app),
      ENDING[systemOf(directory)],
      'Note the time, with its offset from UTC.',
    ],
    performedBy: 'IT administrator',
    after: [],
    // Open access is removed at once; only access that is closed anyway can wait for an answer.
    blockedBy: blocks(open && !onlyDuplicate(facts) ? null : holdOf(facts)),
    settledBy: { kind: 'access_gone', identities: identities.map(({ identity }) => identityRef(identity)) },
    proof: `The entry in the audit log of ${where}, and the next read of that directory, taken afterwards, showing the identity deactivated or unassigned.`,
    warnings: [
      ...(maybeLeave(facts) ? ['Confirm with HR first that this is no leave.'] : []),
      comesBack(facts.profile),
      ...(systemOf(directory) === 'directory' && isEnteredAsClari(facts.profile.id)
        ? [
            'Of identity providers, Clari documents Okta alone, and Entra ID is reported; Google Workspace and OneLogin are not confirmed. Check how the person signs in to Clari: if not through this one, removing access here ends nothing there.',
          ]
        : []),
      `This stops single sign-on only. Nothing says that it ends an open ${app} session, and nothing says that it revokes API tokens: they live until the ${app} account is deactivated.`,
      ...(onlyDuplicate(facts)
        ? ['If the person stays with another account, skip this step: it would lock them out of that one too.']
        : []),
    ],
  };
}

function standing(access: Access, app: string): string {
  switch (access) {
    case 'open':
      return `it can enter ${app}`;
    case 'unclear':
      return `whether it can enter ${app} is not known, so look first`;
    case 'suspended':
      return `it is suspended, and can enter ${app} again as soon as that ends`;
    case 'switched_off':
      return `the ${app} application is switched off there, and the assignment opens ${app} again when it is switched on`;
    case 'left_over':
      return 'it can not sign in, but the assignment is still listed';
    case 'closed':
      return `its single sign-on to ${app} has ended`;
    default:
      return access satisfies never;
  }
}

/** Only direct assignments can be removed from the person alone. */
function assignmentLines(identities: readonly IdentityFacts[], app: string): readonly string[] {
  const groups = [...new Set(identities.flatMap((one) => one.groups))].sort();
  const through = new Set(identities.map(({ assignedThrough }) => assignedThrough));
  return [
    ...(through.has('direct')
      ? [
          "The assignment is the person's own, by the list that was read: remove it from the person, then look whether a group assigns it too.",
        ]
      : []),
    ...(through.has('group')
      ? [
          `The assignment comes from ${groups.length === 0 ? 'a group' : `the group ${groups.map((one) => quote(one)).join(', ')}`}, by the list that was read: remove the person from that group, or the next group rule assigns ${app} again.`,
        ]
      : []),
    ...(through.has('unknown')
      ? [
          "Look whether the assignment is the person's own or comes from a group. One that comes from a group goes away only when the person leaves that group.",
        ]
      : []),
  ];
}

const ENDING = {
  okta: 'Clear the sessions of the person in Okta.',
  entra: 'Revoke the sessions of the person in Entra ID.',
  directory: 'End the sessions of the person there.',
} as const;

function systemOf(directory: string): keyof typeof ENDING {
  return directory === 'okta' || directory === 'entra' ? directory : 'directory';
}

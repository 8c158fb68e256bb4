import { DEFAULT_APP, isEnteredAsClari } from '../model/apps-in-use.ts';
import type { NextAction } from '../model/finding.ts';
import { quote } from '../model/foreign.ts';
import { type Access, accessOf, governs, mayComeBack } from './access.ts';
import { cautionOf } from './caution.ts';
import type { IdentityFacts, OffboardingFacts } from './facts.ts';
import { maybeLeave } from './hold.ts';
import { comesBack, directoryName, enteredName, nameIdentity } from './words.ts';

const READ_FIRST: ReadonlySet<NextAction> = new Set<NextAction>([
  'import_directory',
  'read_directory_again',
  'import_assignments',
  'review_held_read',
]);

/** What the approver has to know first: doubts, what is already done, and what may come back. */
export function risksOf(facts: OffboardingFacts): readonly string[] {
  return [
    leaveRisk(facts),
    cautionOf(facts),
    linkRisk(facts),
    ...timing(facts),
    ...facts.identities.map((one) => standing(facts, one)),
    mayComeBack(facts) ? comesBack(facts.profile) : null,
    secondAccount(facts),
    copilotNote(facts),
  ].filter((risk) => risk !== null);
}

function leaveRisk(facts: OffboardingFacts): string | null {
  if (!maybeLeave(facts)) return null;
  const deadline = facts.verdict.noDeadline && facts.dueAt === null ? ' No deadline runs meanwhile.' : '';
  return `Confirm with HR before anything else: the identity is suspended or off the list of active people, which may be leave (parental leave, illness) and not departure.${deadline}`;
}

function linkRisk({ correlation, identities }: OffboardingFacts): string | null {
  switch (correlation.situation) {
    case 'disputed':
      return 'The link between the account and a person is not certain: there are candidates, and nothing decides between them. So no step removes directory access; decide the link first.';
    case 'duplicate':
      return `The link is not certain to be one to one: this account and ${correlation.duplicateOf.map((one) => quote(one)).join(', ')} claim the same identity. Compare them before closing either.`;
    case 'unmatched':
      return 'No directory identity is linked to this account: where its user can still sign in is not known, and no step removes directory access.';
    case 'linked':
      if (identities.length === 0) return 'No identity of the person was given: no step removes directory access.';
      return correlation.rule === 'secondary_email' || correlation.rule === 'domain_alias'
        ? `The link rests on a ${correlation.rule === 'domain_alias' ? 'domain alias' : 'secondary address'} and a name (confidence ${correlation.confidence}): such an address may have passed on to somebody else. Compare the names first.`
        : null;
    default:
      return correlation.situation satisfies never;
  }
}

function timing({ verdict }: OffboardingFacts): readonly string[] {
  return [
    ...(READ_FIRST.has(verdict.nextAction) && verdict.finding !== 'inconclusive'
      ? [`Something that bears on this was not read: ${verdict.nextStep}`]
      : []),
    ...(verdict.notes.includes('claim_expired')
      ? [
          'An earlier record says that this account was deactivated, and no export settled it in time: ask whoever recorded it.',
        ]
      : []),
    ...(verdict.basis === 'last_seen_before_revocation'
      ? [
          'The last time an export showed the account as active is before its access ended: it may be closed by now. Export the users again before acting.',
        ]
      : []),
    ...(verdict.usedAfterRevocation === 'yes'
      ? ['The account was used after its access had ended: tell security, and keep the evidence before it is closed.']
      : []),
  ];
}

/** What a directory says of an identity that needs no step, or fewer steps than expected. */
function standing(facts: OffboardingFacts, one: IdentityFacts): string | null {
  const { identity } = one;
  const app = enteredName(facts);
  const who = `${nameIdentity(identity)} in ${directoryName(identity.directory)}`;
  if (!governs(facts, one))
    return `${who} is in a directory that does not govern ${app}: no step touches it, ${identity.entitlement} there.`;
  const text = standingText(accessOf(identity), app);
  if (text === null) return null;
  const state =
    identity.entitlement === 'unknown'
      ? `unknown (${identity.entitlementReason ?? 'no reason given'})`
      : identity.entitlement;
  return `${who} is ${state} as of ${identity.asOf}: ${text}`;
}

function standingText(access: Access, app: string): string | null {
  switch (access) {
    case 'open':
    case 'suspended':
      return null;
    case 'unclear':
      return `it may still enter ${app}, and the step begins with looking.`;
    case 'switched_off':
      return `nobody enters ${app} from there now, but the assignment works again when the application is switched on.`;
    case 'left_over':
      return `it can not sign in, so no step is needed; but its assignment to ${app} is still listed, and works again if the identity is enabled.`;
    case 'closed':
      return `single sign-on from there has ended, so no step removes that access; a token or password may still open the account until it is deactivated in ${app}.`;
    default:
      return access satisfies never;
  }
}

function secondAccount({ verdict, correlation, closesAll }: OffboardingFacts): string | null {
  if (closesAll === true) return null;
  if (!verdict.also.includes('duplicate_account') || correlation.duplicateOf.length === 0) return null;
  if (correlation.situation === 'duplicate') return null;
  return `The same person has further active accounts (${correlation.duplicateOf.map((one) => quote(one)).join(', ')}): each needs a plan of its own.`;
}

function copilotNote({ account, profile, copilot, closesAll }: OffboardingFacts): string | null {
  if (closesAll === true && account.app !== DEFAULT_APP) return null;
  if (account.app === 'copilot')
    return 'This plan closes the Clari Copilot account alone: a Clari account of the same person needs a plan of its own.';
  if (!isEnteredAsClari(account.app))
    return `This plan closes the ${profile.name} account alone: accounts of the same person in other applications need plans of their own.`;
  if (copilot.known !== 'none') return null;
  return `No Clari Copilot account of this person is known as of ${copilot.asOf}, so no step closes one.`;
}

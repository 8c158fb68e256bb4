import type { AppStanding } from '../app/lookups/app-profiles.ts';
import type { AppProfile, ProfileStep } from '../model/app-profile.ts';
import { isEnteredAsClari } from '../model/apps-in-use.ts';
import type { CapabilityInForce, CapabilityProfile, CapabilityValue } from '../model/capability.ts';
import { bare, quote } from '../model/foreign.ts';

const NOT_KNOWN = 'not known, ask the vendor';

/** All applications, a line each. */
export function appsAnswer(apps: readonly AppStanding[]) {
  return {
    structured: {
      apps: apps.map(({ profile: { id, name, live, notKnown }, inUse, isOwn }) => ({
        app: id,
        name,
        in_use: inUse,
        own: isOwn,
        live,
        not_known: notKnown.length,
      })),
    },
    text: [
      ...apps.map(({ profile, inUse, isOwn }) => {
        const { id, name, live, notKnown } = profile;
        return `${bare(id)}: ${name}, ${inUse ? 'in use' : 'not in use'}, ${originOf(isOwn)}, ${live === null ? 'read from files' : `also read live by ${bare(live)}`}, ${notKnown.length} not known`;
      }),
      'One of them: clari-identity-mcp app show ID. In use are those that CLARI_IDENTITY_APPS names, and each in the folder apps of the data folder.',
    ].join('\n'),
  };
}

/** One application, whole: what of it is known, from where, and what is not known. */
export function appAnswer(standing: AppStanding, { asOf, oldAfterDays, warnings, capabilities }: CapabilityProfile) {
  return {
    structured: {
      app: standing.profile.id,
      in_use: standing.inUse,
      own: standing.isOwn,
      as_of: asOf,
      old_after_days: oldAfterDays,
      warnings,
      profile: profileFile(standing.profile),
      capabilities: capabilities.map(entryOf),
    },
    text: [
      headOf(standing),
      ...profileLines(standing.profile),
      ...warnings,
      'What it allows:',
      ...capabilities.map(capabilityLine),
    ].join('\n'),
  };
}

/** What a file says of an application, once it is understood. */
export function checkedAnswer(file: string, profile: AppProfile) {
  return {
    structured: { file, status: 'understood' as const, profile: profileFile(profile) },
    text: [`${bare(file)} is understood.`, ...profileLines(profile)].join('\n'),
  };
}

function entryOf(entry: CapabilityInForce) {
  const { tenantOverride, ...shown } = entry;
  if (!entry.tenantOverride) {
    const { dateBasis, tenantOverride: _, ...rest } = entry;
    return { ...rest, date_basis: dateBasis, tenant_override: tenantOverride };
  }
  const { dateBasis, ...published } = entry.published;
  return { ...shown, tenant_override: tenantOverride, published: { ...published, date_basis: dateBasis } };
}

/** A profile as a file has it, without the capabilities, which stand beside it with what counts of them now. */
function profileFile(profile: AppProfile) {
  const { usersList, succession, deactivation } = profile;
  const wordsOf = (state: 'active' | 'inactive') =>
    Object.entries(usersList.statuses).flatMap(([word, means]) => (means === state ? [word] : []));
  return {
    id: profile.id,
    name: profile.name,
    user_administration: profile.userAdministration,
    users_list: {
      headers: Object.fromEntries(Object.entries(usersList.headers).map(([field, headers]) => [field, headers[0]])),
      statuses: { active: wordsOf('active'), inactive: wordsOf('inactive') },
      populations: usersList.populations,
    },
    privileged_roles: profile.privilegedRoles,
    succession: succession === null ? null : { role: succession.role, only_by: succession.onlyBy },
    deactivation: {
      by: deactivation.by,
      how: deactivation.how,
      breaks: deactivation.breaks,
      before: deactivation.before,
      after: deactivation.after,
      ask_scim_first: deactivation.askScimFirst,
    },
    live: profile.live,
    assigned_through: profile.assignedThrough ?? null,
    not_known: profile.notKnown,
  };
}

function headOf({ profile, inUse, isOwn }: AppStanding): string {
  return `${profile.name} (${bare(profile.id)}), ${inUse ? 'in use' : 'not in use'}, ${originOf(isOwn)}`;
}

function originOf(isOwn: boolean): string {
  return isOwn ? 'described by you' : 'comes with the program';
}

function profileLines(profile: AppProfile): readonly string[] {
  const { usersList, succession, deactivation } = profile;
  const headers = Object.entries(usersList.headers).map(
    ([field, names]) => `${bare(field)} = ${names.map((name) => quote(name)).join(', ')}`,
  );
  const words = Object.entries(usersList.statuses).map(([word, means]) => `${quote(word)} = ${means}`);
  const { askScimFirst } = deactivation;
  return [
    `People are administered in: ${profile.userAdministration === null ? NOT_KNOWN : profile.userAdministration}`,
    `Read live: ${profile.live === null ? 'no, from files' : bare(profile.live)}`,
    `Assigned through: ${assignedThrough(profile)}`,
    `Further headers of its list: ${headers.length === 0 ? 'none' : headers.join('; ')}`,
    `Further words of a status: ${words.length === 0 ? 'none' : words.join('; ')}`,
    ...(usersList.populations.length === 0
      ? []
      : [
          `Populations that one list may mix: ${usersList.populations.map((one) => quote(one)).join(', ')}. Import one of them alone, and know which`,
        ]),
    `Privileged roles: ${profile.privilegedRoles.length === 0 ? NOT_KNOWN : profile.privilegedRoles.map((one) => quote(one)).join(', ')}`,
    ...(succession === null
      ? []
      : [
          `Succession first: ${quote(succession.onlyBy)} alone may close the account of ${quote(succession.role)}. If that person leaves, somebody else becomes it before anything else.`,
        ]),
    ...(askScimFirst
      ? ['SCIM: ask first whether it is on. Where it is, the identity provider closes the account.']
      : []),
    `Closed by: ${deactivation.by}`,
    ...listed('How', deactivation.how),
    ...listed('What breaks', deactivation.breaks),
    ...stepLines('Before it', deactivation.before),
    ...stepLines('After it', deactivation.after),
    ...(profile.notKnown.length === 0 ? [] : ['Not known:', ...profile.notKnown.map((line) => `  - ${line}`)]),
  ];
}

function assignedThrough({ id, assignedThrough: through }: AppProfile): string {
  if (isEnteredAsClari(id))
    return 'what OKTA_CLARI_APP_ID and ENTRA_CLARI_SERVICE_PRINCIPAL_ID name, else what is called Clari';
  const named = [
    ...(through?.okta == null ? [] : [`the Okta application ${bare(through.okta)}`]),
    ...(through?.entra == null ? [] : [`the Entra ID enterprise application ${bare(through.entra)}`]),
  ];
  return named.length === 0
    ? 'not configured, so who is assigned comes from files (assigned_through, see docs/apps.md)'
    : named.join('; ');
}

function listed(what: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [`${what}: ${NOT_KNOWN}`] : [`${what}:`, ...lines.map((line) => `  - ${line}`)];
}

function stepLines(when: string, steps: readonly ProfileStep[]): readonly string[] {
  if (steps.length === 0) return [];
  return [
    `${when}:`,
    ...steps.flatMap((step, index) => [
      `  ${index + 1}. ${step.title} (${bare(step.id)})`,
      ...step.instructions.map((line) => `     - ${line}`),
      `     proof: ${step.proof}`,
    ]),
  ];
}

function capabilityLine(entry: CapabilityInForce): string {
  const head = `- ${bare(entry.id)}: ${entry.statement}: `;
  const origin = `${bare(entry.date)}, ${entry.confidence}${entry.old ? ', OLD: check it again' : ''}`;
  if (entry.tenantOverride) {
    const note = entry.note === undefined ? [] : [`    Note: ${quote(entry.note, { longest: 1000 })}`];
    const { source, value, published } = entry;
    return [
      `${head}${valueText(value, (text) => quote(text, { longest: 500 }))}`,
      `    ${quote(source.title, { longest: 300 })}, ${origin}; published: ${valueText(published.value, (text) => text)}`,
      ...note,
    ].join('\n');
  }
  const { note, conflict, impact } = entry;
  return [
    `${head}${valueText(entry.value, (text) => text)}`,
    `    ${entry.source.title}, ${origin}`,
    ...(note === undefined ? [] : [`    Note: ${note}`]),
    ...(conflict === undefined ? [] : [`    Against it: ${conflict}`]),
    ...(impact === undefined ? [] : [`    So: ${impact}`]),
  ].join('\n');
}

function valueText(value: CapabilityValue, shown: (text: string) => string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? shown(value) : value.map(shown).join(', ');
}

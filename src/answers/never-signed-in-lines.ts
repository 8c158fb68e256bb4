import type { NeverSignedIn } from '../app/plans/never-signed-in.ts';
import { quote } from '../model/foreign.ts';

/** One line for each of them, after one that says how many and by what. */
export function neverSignedInLines(found: NeverSignedIn | null): readonly string[] {
  if (found === null) return [];
  const { total, why, people, untoldBy, listFit } = found;
  if (total === null) return [why, ...listFit];
  const untold =
    untoldBy.length === 0
      ? null
      : `of some people in ${untoldBy.map((one) => quote(one.directory)).join(', ')} nothing says whether they are assigned: ${untoldBy.map((one) => one.closeWith).join('; ')}`;
  if (total === 0)
    return [
      untold === null
        ? `Everybody who is assigned to Clari has an account. ${why}`
        : `Whether all who are assigned to Clari have an account is not known: ${untold}`,
      ...listFit,
    ];
  return [
    `${total === 1 ? 'One person is' : `${total} people are`} assigned to Clari without an account: never signed in. ${why} The first login makes the account; draft_provisioning_plan has the steps.`,
    ...people.map((person) => `Assigned, never signed in: ${person}`),
    ...(total > people.length ? [`${total - people.length} more are assigned and never signed in.`] : []),
    ...(untold === null ? [] : [`Who else is, is not known: ${untold}`]),
    ...listFit,
  ];
}

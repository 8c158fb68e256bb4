import type { App } from '../../model/app-profile.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { ExchangeFormat } from '../../model/exchange-format.ts';
import { bare } from '../../model/foreign.ts';
import { importUsersCommand } from '../../reconcile/coverage/commands.ts';
import type { Missing } from './whole-list.ts';

/** An export that would say more than is known is not written: what is missing, and what closes it. */
export function refusedFor(format: ExchangeFormat, missingMeans: string, gaps: readonly Missing[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `${format} was not written. ${missingMeans} ${gaps.map(({ what }) => what).join(' ')}`,
    [...new Set(gaps.map(({ closeWith }) => closeWith))].join('; '),
  );
}

/** Accounts that such a format can neither state nor leave out. */
export function refusedRows(
  format: ExchangeFormat,
  refused: ReadonlyMap<string, number>,
  examples: readonly string[],
): ClariIdentityError {
  const why = [...refused].map(([reason, accounts]) => `${accounts} × ${reason}`).join(' ');
  return new ClariIdentityError(
    'ERR_GUARD',
    `${format} was not written: its receiver reads a missing or blank account as a statement of ours. ${why} For example: ${examples.map((id) => bare(id)).join(', ')}.`,
    `Correct the users list and import it again, or state what its status words mean: clari-identity-mcp work --account ${bare(examples[0] ?? 'ID')}.`,
  );
}

/** An empty file: a receiver that takes what is missing for gone would take everybody for gone. */
export function nothingToExport(
  format: ExchangeFormat,
  app: App,
  accounts: number,
  leftOut: ReadonlyMap<string, number>,
): ClariIdentityError {
  const why = [...leftOut].map(([reason, left]) => `${left} × ${reason}`).join(' ');
  return new ClariIdentityError(
    'ERR_GUARD',
    accounts === 0
      ? `${format} was not written: no account is known.`
      : `${format} was not written: none of ${accounts} accounts has a place in it. ${why}`,
    accounts === 0
      ? `Import a users list: ${importUsersCommand(app)}.`
      : 'clari-identity-mcp status says which sources are read, and what each does not show.',
  );
}

import type { Reading, Sense, UnusedColumn, UsedColumn } from '../../model/snapshot.ts';
import { quoted } from '../cells/text.ts';
import type { Columns } from '../csv/columns.ts';
import type { Layout } from '../csv/layout.ts';
import { valuesOf } from '../csv/layout.ts';
import { areFlags } from '../senses/flags.ts';
import { looksLike } from '../senses/looks-like.ts';
import type { ReadingLog } from './reading-log.ts';

/** How a file was read, once its rows went by. */
export function readingOf(layout: Layout, columns: Columns, log: ReadingLog): Reading {
  return {
    used: usedColumns(layout, columns, log),
    unused: unusedColumns(layout, columns),
    ...log.counts(columns),
  };
}

function usedColumns(layout: Layout, columns: Columns, log: ReadingLog): readonly UsedColumn[] {
  const senses = new Map(
    [columns.status.main ?? [], columns.status.beside, columns.status.flags]
      .flat()
      .map(({ index, sense }) => [index, sense] as const),
  );
  return [...columns.fed].flatMap(([field, at]) =>
    at.map((index): UsedColumn => {
      const known = senses.get(index);
      return {
        field,
        header: columns.headers[index] ?? '',
        sense: known?.sense ?? senseOfField(field, valuesOf(layout, index)),
        basis: columns.stated.has(index) || known?.basis === 'stated' ? 'stated' : 'header',
        isBlank: log.isBlank(index),
      };
    }),
  );
}

function senseOfField(field: string, values: readonly string[]): Sense | null {
  switch (field) {
    case 'deleted_at':
      return 'ended_on';
    case 'leaves_on':
      return 'leaves_on';
    case 'end_reason':
      return 'reason';
    case 'assigned':
      return areFlags(values) ? 'yes_is_assigned' : 'words';
    case 'status':
      return 'words';
    default:
      return null;
  }
}

function unusedColumns(layout: Layout, columns: Columns): readonly UnusedColumn[] {
  return columns.unmapped
    .map((index) => {
      const header = columns.headers[index] ?? '';
      return { header, looksLike: looksLike(header, valuesOf(layout, index)) };
    })
    .sort((a, b) => Number(a.looksLike === 'nothing') - Number(b.looksLike === 'nothing'));
}

/** What is said of a status column in which nothing stands. */
export function blankColumns(columns: Columns, log: ReadingLog): readonly string[] {
  const { main } = columns.status;
  const index = main?.index ?? columns.index('status');
  if (index === -1 || !log.isBlank(index)) return [];
  const header = columns.headers[index] ?? '';
  const cure = /^account ?enabled$/i.test(header)
    ? 'Get-MgUser leaves it out unless it is asked for: Get-MgUser -All -Property Id,UserPrincipalName,DisplayName,Mail,AccountEnabled,OtherMails,ProxyAddresses,EmployeeId,UserType.'
    : 'Export it again with that column filled, or name another with --map status=HEADER.';
  return [`${quoted(header)} is blank in every row, so nobody's status is known. ${cure}`];
}

import { REVIEW_DECISIONS } from '../../model/review.ts';
import { csvCell } from '../csv-cell.ts';
import { WORKSHEET_COLUMNS, type Worksheet } from './worksheet-rows.ts';

const WIDTHS: Readonly<Partial<Record<(typeof WORKSHEET_COLUMNS)[number], number>>> = {
  item: 18,
  item_hash: 26,
  email: 30,
  why: 60,
  changed: 30,
  suggestion: 40,
  rationale: 40,
  to: 30,
};

const DECISION = String.fromCharCode('A'.charCodeAt(0) + WORKSHEET_COLUMNS.indexOf('decision'));

/**
 * The sheet as a workbook. Its cells are text in the format of text, so that what a reviewer types stays text as well;
 * they are neutralised all the same, because somebody may save it as CSV.
 */
export async function worksheetXlsx({ review, head, rows }: Worksheet): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  const above = head.length + 1;
  const text = { numFmt: '@' };
  const bold = { ...text, font: { bold: true } };
  const openedAt = new Date(review.openedAt);
  return writeXlsx({
    properties: { title: review.name, created: openedAt, modified: openedAt },
    sheets: [
      {
        name: 'Review',
        columns: WORKSHEET_COLUMNS.map((name) => ({ width: WIDTHS[name] ?? 18, style: text })),
        rows: [...head, WORKSHEET_COLUMNS, ...rows].map((cells) => cells.map(cellOf)),
        cells: new Map(WORKSHEET_COLUMNS.map((_, column) => [`${head.length},${column}`, { style: bold }])),
        freezePane: { rows: above },
        dataValidations:
          rows.length === 0
            ? []
            : [
                {
                  type: 'list',
                  values: [...REVIEW_DECISIONS],
                  range: `${DECISION}${above + 1}:${DECISION}${above + rows.length}`,
                  allowBlank: true,
                  showErrorMessage: true,
                  errorTitle: 'No decision',
                  errorMessage: `Write ${REVIEW_DECISIONS.join(', ')}, or leave it blank.`,
                },
              ],
      },
    ],
  });
}

/** An empty cell is none, but keeps the format of its column. */
function cellOf(cell: string | number): string | number | null {
  return cell === '' ? null : typeof cell === 'number' ? cell : csvCell(cell);
}

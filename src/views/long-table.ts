import { type Content, html, type Markup } from './html.ts';
import type { Column } from './table.ts';

interface LongTable<Row> {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Names and words by which scripts know a row; null: it has none. */
  readonly marks: (row: Row) => readonly (readonly [name: string, words: string | null])[];
  /** Shown below its row over the whole width. */
  readonly more?: ((row: Row) => Content) | undefined;
}

/**
 * A table of thousands of rows: a record that is out of sight is not laid out, and on a narrow screen its cells stand
 * below one another with their heads. The roles are named because the style takes the layout of a table from it.
 */
export function longTable<Row>({ id, caption, columns, rows, marks, more }: LongTable<Row>): Markup {
  const record = (row: Row) => {
    const marked = marks(row).map(([name, words]) => (words === null ? null : html` data-${name}="${words}"`));
    return html`<tbody role="rowgroup"${marked}><tr role="row">${columns.map((column) => cellOf(column, row))}</tr>${more === undefined ? null : html`<tr role="row"><td role="cell" class="more" colspan="${columns.length}">${more(row)}</td></tr>`}</tbody>
`;
  };
  return html`<table data-sortable class="long" role="table" id="${id}">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(({ head, numeric }) => html`<th role="columnheader" scope="col"${numeric === true ? NUMERIC : null}>${head}</th>`)}</tr></thead>
${rows.map(record)}</table>`;
}

const NUMERIC: Markup = html` class="n"`;

function cellOf<Row>({ head, cell, sort, numeric }: Column<Row>, row: Row): Markup {
  const sorted = sort === undefined ? null : html` data-sort="${sort(row)}"`;
  return html`<td role="cell" data-head="${head}"${numeric === true ? NUMERIC : null}${sorted}>${cell(row)}</td>`;
}

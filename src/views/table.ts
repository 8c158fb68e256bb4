import { type Content, html, type Markup } from './html.ts';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Content;
  /** The value that the column sorts by, if that is not its text. */
  readonly sort?: (row: Row) => string | number;
  readonly numeric?: boolean;
}

/** A table that a reader can sort. `more`, if it is not null, is shown below its row over the whole width, and moves with it. */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  more?: (row: Row) => Content,
): Markup {
  return html`<table data-sortable>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${column.numeric === true ? 'n' : ''}">${column.head}</th>`)}</tr></thead>
${rows.map((row) => record(columns, row, more))}
</table>`;
}

function record<Row>(columns: readonly Column<Row>[], row: Row, more: ((row: Row) => Content) | undefined): Markup {
  const cells = columns.map((column) => {
    const kind = column.numeric === true ? 'n' : '';
    return column.sort === undefined
      ? html`<td class="${kind}">${column.cell(row)}</td>`
      : html`<td class="${kind}" data-sort="${column.sort(row)}">${column.cell(row)}</td>`;
  });
  const below = more?.(row) ?? null;
  return below === null
    ? html`<tbody><tr>${cells}</tr></tbody>`
    : html`<tbody><tr class="main">${cells}</tr><tr><td class="more" colspan="${columns.length}">${below}</td></tr></tbody>`;
}

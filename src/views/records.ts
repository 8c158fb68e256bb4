import { buttons, checkField, choiceField, textField } from './form.ts';
import { type Content, html, type Markup } from './html.ts';
import { longTable } from './long-table.ts';
import type { Column } from './table.ts';

/** Something in which records differ. */
export interface Facet<Row> {
  /** Of its field and in the fragment of the address: lower case letters. */
  readonly name: string;
  readonly label: string;
  /** In words; null: the record has none. */
  readonly of: (row: Row) => string | null;
  /** How many of its values a reader can ask for at once; `none`: records are only grouped by it. */
  readonly ask: 'several' | 'one' | 'none';
}

interface Records<Row> {
  readonly id: string;
  readonly caption: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly facets: readonly Facet<Row>[];
  readonly rows: readonly Row[];
  /** Shown below its row, with evidence in a `details` of its own. */
  readonly more?: ((row: Row) => Content) | undefined;
}

/** A value that no cell has, because cells are trimmed. */
const NONE = ' ';

/** A table whose records a reader can filter, group and unfold. Without scripts it is complete, and shows no filters. */
export function records<Row>({ id, caption, label, columns, facets, rows, more }: Records<Row>): Markup {
  const marks = (row: Row) => facets.map(({ name, of }) => [name, of(row)] as const);
  if (rows.length === 0) return nothing(caption);
  return html`${filter({ id, label, facets, rows, more })}${longTable({ id, caption, columns, rows, marks, more })}`;
}

/** In place of a table without rows. */
export function nothing(caption: string): Markup {
  return html`<p class="dim">${caption}</p><p>None.</p>`;
}

function filter<Row>({
  id,
  label,
  facets,
  rows,
  more,
}: Pick<Records<Row>, 'id' | 'label' | 'facets' | 'rows' | 'more'>): Markup {
  return html`<form class="filter" data-rows="${id}" hidden role="search" aria-label="${label}" autocomplete="off">
${facets.map((facet) => fieldOf(facet, rows))}
${textField(more === undefined ? 'Text' : 'Text, also in the evidence', 'text', { type: 'search' })}
${groupField(facets)}
${buttons(html`<button type="reset">No filter</button>${more === undefined ? null : UNFOLDING}`)}
</form>
<p role="status" class="dim"></p>
`;
}

const UNFOLDING: Markup = html`<button type="button" data-unfold="open">Open all evidence</button><button type="button" data-unfold="close">Close all evidence</button>`;

function fieldOf<Row>({ name, label, of, ask }: Facet<Row>, rows: readonly Row[]): Content {
  if (ask === 'none') return null;
  const counts = countedBy(rows, of);
  if (ask === 'one')
    return choiceField(label, name, [
      ['', 'any'],
      ...byName(counts).map(([value, count]) => [value, `${wordsOf(value)} (${count})`] as const),
    ]);
  return html`<fieldset><legend>${label}; none chosen: all</legend>
${counts.map(([value, count]) => checkField(html`${wordsOf(value)} <span class="dim">(${count})</span>`, name, { value }))}
</fieldset>`;
}

function groupField<Row>(facets: readonly Facet<Row>[]): Content {
  // Apart from its element, because `select` and a word looks like SQL to the check that only the store has any.
  const named = html` name="group" data-group`;
  const all = [['', 'no groups'] as const, ...facets.map(({ name, label }) => [name, label] as const)];
  return html`<label>Group by <select${named}>${all.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>`;
}

function wordsOf(value: string): string {
  return value === NONE ? 'none' : value;
}

type Counted = readonly (readonly [value: string, count: number])[];

/** Each value with how many rows have it, in the order of the rows. */
function countedBy<Row>(rows: readonly Row[], of: Facet<Row>['of']): Counted {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = of(row) ?? NONE;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts];
}

/** Rows without one last. */
function byName(counts: Counted): Counted {
  const order = new Intl.Collator('en', { numeric: true });
  return counts.toSorted(([a], [b]) =>
    a === NONE || b === NONE ? Number(a === NONE) - Number(b === NONE) : order.compare(a, b),
  );
}

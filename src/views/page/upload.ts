import * as z from 'zod';
import { facts } from '../facts.ts';
import { postForm } from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { scrolled } from '../pager.ts';
import { table } from '../table.ts';
import { plain, when } from '../words.ts';
import type { Frame } from './frame.ts';
import { messageView, progressView } from './message.ts';
import { type FileForm, statementFields } from './reads.ts';

const problems = z.array(z.looseObject({ line: z.number(), why: z.string() }));
const sample = z.record(z.string(), z.string().nullable());

/** What is shown of a dry run of `import_clari_export`. */
export const readingShape = z.looseObject({
  kind: z.string(),
  app: z.string().optional(),
  directory: z.string().optional(),
  detected: z.array(z.string()),
  as_of: z.string(),
  completeness: z.string(),
  rows: z.number(),
  accepted: z.number(),
  refused: z.number(),
  rejected: problems,
  warnings: problems,
  reading: z
    .looseObject({
      used: z.array(
        z.looseObject({
          field: z.string(),
          header: z.string(),
          sense: z.string().optional(),
          stated: z.boolean().optional(),
          blank: z.boolean().optional(),
        }),
      ),
      unused: z.array(z.looseObject({ header: z.string(), looks_like: z.string() })),
      values: z.array(z.looseObject({ header: z.string(), value: z.string(), rows: z.number(), taken_as: z.string() })),
      unreadable: z.array(z.string()),
      samples: z.array(sample),
    })
    .optional(),
  changes: z.looseObject({ added: z.number(), removed: z.number(), changed: z.number() }),
  verified: z.array(z.string()),
  contradicted: z.array(z.string()),
  message: z.string(),
});
type Answer = z.infer<typeof readingShape>;

export interface UploadShown {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** What was stated of it, as fields of the form. */
  readonly stated: Readonly<Record<string, string>>;
  readonly reading:
    | { readonly kind: 'running'; readonly done: number; readonly total: number }
    | { readonly kind: 'read'; readonly answer: Answer }
    | { readonly kind: 'refused'; readonly what: string; readonly next: string | null };
}

export function uploadView(frame: Frame, upload: UploadShown, form: FileForm): Markup {
  const { name, bytes, reading } = upload;
  return html`<p>${name}, ${bytes} bytes. Nothing of it counts yet.</p>
${reading.kind === 'running' ? progressView('It is being read', reading) : html`${reading.kind === 'read' ? answerView(reading.answer) : messageView(reading)}${statement(frame, upload, form)}`}`;
}

/** The statement can be put right before anything counts. */
function statement(frame: Frame, { id, stated, reading }: UploadShown, form: FileForm): Markup {
  const { base } = frame;
  return html`<section><h2>What you state of it</h2>
${postForm(
  frame,
  `/reads/uploads/${id}`,
  { tool: 'import_clari_export', upload: id },
  html`${statementFields(form, stated)}
<div class="buttons"><button>Show again how it is read</button>${reading.kind === 'read' ? html`<button class="go" formaction="${base}/decisions">Import it: show the question</button>` : null}<button name="answer" value="discard" formnovalidate>Remove the file</button></div>`,
)}</section>`;
}

function answerView(answer: Answer): Markup {
  const { changes, verified, contradicted, reading } = answer;
  return html`<p class="box" role="status">${answer.message}</p>
<section><h2>What it is</h2>
${facts([
  ['Kind', [answer.kind, answer.app, answer.directory].filter((one) => one !== undefined).join(' of ')],
  ['Why it is taken for that', answer.detected.join(' ')],
  ['As of', when(answer.as_of)],
  ['Completeness', answer.completeness],
  ['Rows', `${answer.rows}: ${answer.accepted} read, ${answer.refused} not understood`],
  ['What would change', `${changes.added} added, ${changes.removed} removed, ${changes.changed} changed`],
  ['Would confirm the deactivation of', verified.join(', ')],
  ['Would contradict the deactivation of', contradicted.join(', ')],
])}</section>
${problemList('Rows that are not understood', answer.rejected)}
${problemList('Warnings', answer.warnings)}
${reading === undefined ? null : columns(reading)}`;
}

const MOST = 20;

function problemList(title: string, all: z.infer<typeof problems>): Content {
  if (all.length === 0) return null;
  const line = ({ line: at, why }: { readonly line: number; readonly why: string }) =>
    html`<li>Line ${at}: ${why}</li>`;
  return html`<section><h2>${title}</h2><ul>${all.slice(0, MOST).map(line)}</ul>
${all.length <= MOST ? null : html`<details><summary>${all.length - MOST} more</summary><ul>${all.slice(MOST).map(line)}</ul></details>`}</section>`;
}

function columns({ used, unused, values, unreadable, samples }: NonNullable<Answer['reading']>): Markup {
  const suspicious = unused.filter((one) => one.looks_like !== 'nothing');
  return html`<section><h2>How its columns are read</h2>
${scrolled(
  'Columns that are used',
  table(
    'Columns that are used.',
    [
      { head: 'Field', cell: (one) => plain(one.field) },
      { head: 'From the column', cell: (one) => one.header },
      { head: 'What it means', cell: (one) => (one.sense === undefined ? '' : plain(one.sense)) },
      {
        head: 'Remark',
        cell: (one) =>
          [one.stated === true ? 'as you stated' : '', one.blank === true ? 'blank in every row' : '']
            .filter((text) => text !== '')
            .join(', '),
      },
    ],
    used,
  ),
)}
${suspicious.length === 0 ? null : html`<p>Not used, though they look like something: ${suspicious.map((one) => `${one.header} (${one.looks_like})`).join(', ')}.</p>`}
${
  unused.length === suspicious.length
    ? null
    : html`<p>Not used: ${unused
        .filter((one) => one.looks_like === 'nothing')
        .map((one) => one.header)
        .join(', ')}.</p>`
}
${unreadable.length === 0 ? null : html`<p>Not readable: ${unreadable.join(', ')}.</p>`}
${values.length === 0 ? null : html`<ul>${values.map((one) => html`<li>${one.header}: ${one.value} in ${one.rows} rows is ${one.taken_as === 'missing' ? 'taken for missing' : 'not understood'}</li>`)}</ul>`}
${samples.length === 0 ? null : html`<h3>Rows as they are read</h3>${samples.map((one) => facts(Object.entries(one).map(([name, value]) => [plain(name), value])))}`}</section>`;
}

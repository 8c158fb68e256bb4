import * as z from 'zod';
import { FILE_KINDS, FILTERS } from '../../model/snapshot.ts';
import { counted, facts } from '../facts.ts';
import { sourceState } from '../finding-parts.ts';
import {
  areaField,
  buttons,
  type Choice,
  checkField,
  choiceField,
  choices,
  decisionForm,
  goButton,
  postForm,
  textField,
} from '../form.ts';
import { type Content, html, type Markup } from '../html.ts';
import { plain, when } from '../words.ts';
import type { Frame } from './frame.ts';
import { warningsView } from './warnings.ts';

const source = z.looseObject({
  source: z.string(),
  state: z.string(),
  as_of: z.string().optional(),
  as_of_basis: z.string().optional(),
  by_assistant: z.boolean().optional(),
  age_days: z.number().optional(),
  completeness: z.string().optional(),
  filter: z.string().optional(),
  rows: z.number().optional(),
  rows_refused: z.number().optional(),
  snapshots: z.number(),
  snapshot_id: z.string().optional(),
  sha256: z.string().optional(),
  held_reads: z
    .array(
      z.looseObject({
        snapshot_id: z.string(),
        as_of: z.string(),
        file_name: z.string(),
        why: z.array(z.string()),
        overtaken: z.boolean(),
      }),
    )
    .default([]),
  proves: z.array(z.string()),
  cannot_prove: z.array(z.looseObject({ gap: z.string(), close_with: z.string() })),
});
type Source = z.infer<typeof source>;

/** What is shown of `get_coverage`. */
export const readsShape = z.looseObject({
  sources: z.array(source),
  open_questions: z
    .array(z.looseObject({ finding: z.string(), reason: z.string(), accounts: z.number(), next_step: z.string() }))
    .optional(),
  never_imported: z.array(z.string()),
  warnings: z.array(z.string()),
});

/** What the form of a file offers. */
export interface FileForm {
  readonly apps: readonly Choice[];
  /** `2026-11-20T14:30`, in UTC. */
  readonly now: string;
}

export interface ReadForms {
  /** Null: the viewer imports nothing. */
  readonly file: FileForm | null;
  /** The live sources that can be read now. */
  readonly live: readonly string[];
}

export function readsView(frame: Frame, answer: z.infer<typeof readsShape>, { file, live }: ReadForms): Markup {
  const { sources, open_questions: questions, never_imported: never, warnings } = answer;
  return html`<p>Every answer here rests on what was read last. What a source does not prove is not concluded.</p>
${warningsView(warnings)}
${sources.map((one) => sourceView(one))}
${questions === undefined ? html`<p><a href="${frame.base}/reads?detailed=yes">With hashes, who never signed in, and why nothing can be said of some accounts</a></p>` : questions.length === 0 ? null : html`<section><h2>Why nothing can be said of some accounts</h2><ul>${questions.map((one) => html`<li><a href="${frame.base}/findings?reason=${encodeURIComponent(one.reason)}"><strong>${one.accounts}</strong> ${plain(one.finding)}: ${plain(one.reason)}</a>. ${one.next_step}</li>`)}</ul></section>`}
${never.length === 0 ? null : html`<section><h2>Never imported</h2><ul>${never.map((one) => html`<li>${one}</li>`)}</ul></section>`}
${file === null ? null : html`<section><h2>Import a file</h2>${uploadForm(frame, file)}</section>`}
${live.length === 0 ? null : html`<section><h2>Read a live source now</h2>${syncForm(frame, live)}</section>`}`;
}

function sourceView(one: Source): Markup {
  const { source: name, state, proves, cannot_prove: gaps, held_reads: held } = one;
  return html`<section><h2>${name}: ${sourceState(state)}</h2>
${facts([
  ['As of', one.as_of === undefined ? null : asOf(one)],
  ['Completeness', COMPLETENESS[one.completeness ?? ''] ?? null],
  ['Filter', one.filter ?? null],
  [
    'Rows',
    one.rows === undefined
      ? null
      : `${one.rows}${one.rows_refused === undefined || one.rows_refused === 0 ? '' : `, ${one.rows_refused} not understood`}`,
  ],
  ['Reads kept', one.snapshots === 0 ? null : one.snapshots],
  ['Read', one.snapshot_id === undefined ? null : html`<span class="id">${one.snapshot_id}</span>`],
  ['SHA-256', one.sha256 === undefined ? null : html`<span class="id">${one.sha256}</span>`],
])}
${proves.length === 0 ? null : html`<h3>Proves</h3><ul>${proves.map((line) => html`<li>${line}</li>`)}</ul>`}
${gaps.length === 0 ? null : html`<h3>Cannot prove</h3><ul>${gaps.map(({ gap, close_with: close }) => html`<li>${gap} <span class="dim">Closed by: <code>${close}</code></span></li>`)}</ul>`}
${held.length === 0 ? null : html`<h3>Held, counts for nothing</h3>${held.map((read) => html`<div class="box"><p><span class="id" id="${read.snapshot_id}">${read.snapshot_id}</span>: ${read.file_name}, as of ${when(read.as_of)}${read.overtaken ? '; a newer read counts, so nothing waits for it' : ''}.</p><ul>${read.why.map((line) => html`<li>${line}</li>`)}</ul>${read.overtaken ? null : html`<p>If the change is real, import the file again below and accept what the guard says.</p>`}</div>`)}`}
</section>`;
}

function asOf(one: Source): Content {
  const age = one.age_days === undefined ? '' : `, ${counted(one.age_days, 'day')} old`;
  const basis = one.as_of_basis === 'file_time' ? ', by the time of its file' : ', as stated';
  return `${when(one.as_of ?? null)}${age}${basis}${one.by_assistant === true ? ', by an assistant' : ''}`;
}

const COMPLETENESS: Readonly<Record<string, string>> = {
  complete: 'a full list: whoever is missing counts as gone',
  partial: 'a part: nothing follows from who is missing',
  unknown: 'not stated: nothing follows from who is missing',
};

function uploadForm(frame: Frame, form: FileForm): Markup {
  return postForm(
    frame,
    '/reads/uploads',
    {},
    html`<p>You see first how it is read. Nothing counts until you have confirmed that. Up to 32 MB; larger files are brought by the command <code>clari-identity-mcp import FILE</code>.</p>
<label>File: CSV, Excel, JSON or LDIF <input type="file" name="file" required></label>
${statementFields(form, {})}
${buttons(goButton('Show how it is read'))}`,
    { files: true },
  );
}

/** As they are written in answers and commands. */
const asWritten = (name: string) => name;

/** What has to be said of a file, and what may be. */
export function statementFields({ apps, now }: FileForm, stated: Readonly<Record<string, string>>): Content {
  const of = (name: string) => ({ value: stated[name] });
  return html`${textField('When the export was taken, in UTC', 'as_of~utc', { ...of('as_of~utc'), type: 'datetime-local', max: now, required: true })}
${choiceField('Is it a full list?', 'complete', LISTS, of('complete'))}
${choiceField('What it is', 'kind', choices(FILE_KINDS, 'found out from the file', asWritten), of('kind'))}
<details><summary>More about the file</summary>
${choiceField('Whom it was exported for', 'filter', choices(FILTERS, 'not stated', asWritten), of('filter'))}
${choiceField('Whose users it lists, if not Clari’s', 'app', [['', 'not stated'], ...apps], of('app'))}
${textField('Directory: okta, entra or any name', 'directory', { ...of('directory'), longest: 100 })}
${textField('Time zone of times without one, such as Europe/Berlin', 'time_zone', { ...of('time_zone'), longest: 64 })}
${areaField('Columns, one a line: FIELD=HEADER', 'mapping', { ...of('mapping'), rows: 3, longest: 20_000 })}
${checkField('Accept what a guard objects to: the change is real', 'accept_drop', { isChecked: stated['accept_drop'] === 'true' })}
</details>`;
}

const LISTS: readonly Choice[] = [
  ['', 'Not known: nothing follows from who is missing'],
  ['true', 'Yes, a full list: whoever is missing counts as gone'],
  ['false', 'No, a part of it'],
];

function syncForm(frame: Frame, live: readonly string[]): Markup {
  return decisionForm(
    frame,
    'sync_directory',
    {},
    html`<p>It only reads there. A guard holds large losses.</p>
${choiceField('Which', 'directory', [['all', 'all that are set up'], ...choices(live, null, asWritten)])}
${checkField('Accept what a guard objects to: the loss is real', 'accept_drop')}`,
    'Read now',
  );
}

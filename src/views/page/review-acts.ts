import { areaField, buttons, choiceField, decisionForm, goButton, postForm, textField, unfolding } from '../form.ts';
import { type Content, html } from '../html.ts';
import { address } from '../pager.ts';
import type { Frame } from './frame.ts';
import type { ReviewShown } from './review-shape.ts';

export interface ReviewMay {
  readonly decide: boolean;
  /** Decisions that others stated. */
  readonly decideForOthers: boolean;
  readonly close: boolean;
  readonly changeOwner: boolean;
}

/** What is done with a review as a whole. */
export function actsView(frame: Frame, review: ReviewShown, may: ReviewMay): Content {
  if (review.status === 'closed') return null;
  return html`${frame.place === 'page' ? sheetsView(frame, review, may) : null}${wholeView(frame, review, may)}`;
}

/** Files come and go in a browser only. */
function sheetsView(frame: Frame, { review_id, progress }: ReviewShown, may: ReviewMay): Content {
  const sheets = `/reviews/${encodeURIComponent(review_id)}/worksheet`;
  const path = `${frame.base}${sheets}`;
  const owing = progress.filter(({ reviewer, owed }) => reviewer !== null && owed > 0);
  return html`<h2>Decide in a spreadsheet instead</h2>
${
  owing.length === 0
    ? html`<p>Nobody owes a decision.</p>`
    : html`<p>A sheet holds what its reviewer has not decided yet. Filled in, it is read back here, and every line is shown before it counts.</p>
<ul>${owing.map(
        ({ reviewer, owed }) =>
          html`<li>${reviewer}, ${owed}: <a href="${address(path, [
            ['reviewer', reviewer],
            ['as', 'xlsx'],
          ])}" aria-label="Workbook for ${reviewer}">workbook (.xlsx)</a>, <a href="${address(path, [
            ['reviewer', reviewer],
            ['as', 'csv'],
          ])}" aria-label="CSV for ${reviewer}">CSV</a></li>`,
      )}</ul>`
}
${
  may.decide
    ? postForm(
        frame,
        sheets,
        {},
        html`<label>A sheet that came back, .xlsx or CSV, or the decisions of an Entra access review, JSON <input type="file" name="file" accept=".xlsx,.csv,.json" required></label>
${textField('Which sheet of the workbook', 'sheet', { hint: 'only if it has several' })}
${buttons(goButton('Read it'))}`,
        { files: true },
      )
    : null
}`;
}

function wholeView(frame: Frame, { review_id }: ReviewShown, may: ReviewMay): Content {
  return html`
${may.close || may.changeOwner ? html`<h2>The review as a whole</h2>` : null}
${
  may.close
    ? unfolding(
        'Close this review',
        decisionForm(
          frame,
          'close_access_review',
          { review_id },
          html`<p>Revocations are followed until a later read proves them, after closing too. What is closed is not opened again.</p>
${choiceField('Items that are undecided', 'undecided_become', [
  ['', 'do not close while there are any'],
  ['not_reviewed', 'become not reviewed, which never counts as kept'],
])}
${areaField('Why it is closed so', 'reason')}`,
          'Close it',
        ),
      )
    : null
}
${
  may.changeOwner
    ? unfolding(
        'Change who answers for the application',
        decisionForm(
          frame,
          'change_review_owner',
          { review_id },
          html`${textField('Owner', 'owner', { longest: 320, hint: 'e-mail; empty: stays' })}
${textField('Deputy', 'deputy', { longest: 320, hint: 'e-mail; empty: stays' })}
${areaField('Why', 'reason', { required: true })}`,
          'Change it',
        ),
      )
    : null
}`;
}

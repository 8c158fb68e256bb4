import { html, type Markup } from '../../views/html.ts';
import { AUDITOR_COMMANDS, AUDITOR_PREPARATION } from './auditor-commands.ts';

/** The checks that need no program of ours, as they are typed. */
export function auditorSection(): Markup {
  return html`<h2>Check it without this program</h2>
<p>In bash, with OpenSSL 3, coreutils, jq and Python 3. Each ends with a line that says that it holds, or says nothing of the kind. Whoever forged this pack could have changed this page too: take the commands from the documents of the program (docs/audit.md) or from another pack.</p>
<pre>${AUDITOR_PREPARATION}</pre>
<ol>${AUDITOR_COMMANDS.map(({ shows, command }) => html`<li>${shows}<pre>${command}</pre></li>`)}</ol>`;
}

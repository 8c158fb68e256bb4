import * as z from 'zod';
import { FINDINGS } from '../model/finding.ts';
import { type Content, html, type Markup } from './html.ts';
import { plain, toneOf, when } from './words.ts';

/** A finding in words; how pressing it is shows by colour too, never by that alone. */
export function findingBadge(finding: string): Markup {
  const known = FINDINGS.find((one) => one === finding);
  return html`<span class="${known === undefined ? 'dim' : toneOf(known)}">${plain(finding)}</span>`;
}

/** One row of evidence in the answer of a tool. */
export const evidenceShape = z.object({ source: z.string(), observed_at: z.string().nullable(), fact: z.string() });

/** What a finding rests on. */
export function evidenceList(evidence: readonly z.infer<typeof evidenceShape>[]): Content {
  if (evidence.length === 0) return html`<p class="dim">No evidence is listed.</p>`;
  return html`<ul class="evidence">${evidence.map(({ source, observed_at: at, fact }) => html`<li><span class="dim">${at === null ? 'undated' : when(at)}, ${source}:</span> ${fact}</li>`)}</ul>`;
}

export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}

/** The last login as the source has it: a day without a time is a day. */
export function day(at: string | undefined): string {
  if (at === undefined) return '';
  return at.endsWith('T00:00:00.000Z') ? at.slice(0, 10) : when(at);
}

/** Where a deadline stands, and when it is; colour marks what is late, never alone. */
export function deadline(state: string | undefined, dueAt: string | null | undefined): Content {
  if (state === undefined || state === 'none') return dueAt == null ? '' : when(dueAt);
  const tone = state === 'late' ? 'bad' : 'dim';
  return dueAt == null ? plain(state) : html`${when(dueAt)} <span class="${tone}">${plain(state)}</span>`;
}

/** How far a source can be relied on now. */
export function sourceState(state: string): Markup {
  return html`<span class="${state === 'fresh' ? 'fine' : 'ask'}">${state}</span>`;
}

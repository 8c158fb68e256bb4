import { expect } from 'vitest';
import * as z from 'zod';
import type { TestClient } from './connect.ts';
import { PATIENT } from './patient.ts';

const content = z.array(z.object({ text: z.string() }));
const handed = z.object({
  'clari-identity/view': z.object({
    token: z.string(),
    address: z.string().optional(),
    html: z.string().optional(),
    news: z.string().optional(),
  }),
});
const answer = z.object({
  isError: z.boolean().optional(),
  content,
  structuredContent: z.looseObject({}).optional(),
  _meta: handed.optional(),
});

/** What a view has in its hands after a call. */
export interface InView {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>>;
  readonly token: string;
  readonly address: string;
  readonly html: string;
  readonly news: string;
}

export async function callAsView(
  { client }: Pick<TestClient, 'client'>,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<InView> {
  const {
    isError = false,
    content: said,
    structuredContent = {},
    _meta,
  } = answer.parse(await client.callTool({ name, arguments: { ...args } }, undefined, PATIENT));
  const own = _meta?.['clari-identity/view'];
  const text = said.map((one) => one.text).join('\n');
  const address =
    own?.address ?? (typeof structuredContent['address'] === 'string' ? structuredContent['address'] : '');
  return {
    isError,
    text,
    structured: structuredContent,
    token: own?.token ?? '',
    address,
    html: own?.html ?? '',
    news: own?.news ?? '',
  };
}

/** The first screen of the view of a tool's answer. */
export async function firstScreen(
  connection: Pick<TestClient, 'client'>,
  tool: string,
  args: Readonly<Record<string, unknown>>,
): Promise<InView> {
  const { token, address } = await callAsView(connection, tool, args);
  return shown(await callAsView(connection, 'show_view', { token, address }));
}

/** What was shown, which is no refusal. */
export function shown(screen: InView): InView {
  expect(screen.isError, screen.text).toBe(false);
  expect(screen.structured['refused'], screen.text).toBe('');
  return screen;
}

export interface FormOnScreen {
  readonly token: string;
  /** What it fixes. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** A form of a screen, by words that stand in it. */
export function formWith({ html }: InView, words: string): FormOnScreen {
  const form = [...html.matchAll(/<form method="post"[\s\S]*?<\/form>/g)]
    .map(([one]) => one)
    .find((one) => one.includes(words));
  if (form === undefined) throw new Error(`no form with ${words}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
    ([, name = '', value = '']) => ({ name, value }),
  );
  return {
    token: hidden.find(({ name }) => name === 'form_token')?.value ?? '',
    fields: hidden.filter(({ name }) => name !== 'form_token'),
  };
}

export function send(
  connection: Pick<TestClient, 'client'>,
  { token, fields }: FormOnScreen,
  typed: Readonly<Record<string, string>>,
): Promise<InView> {
  const own = Object.entries(typed).map(([name, value]) => ({ name, value }));
  return callAsView(connection, 'send_view_form', { token, fields: [...fields, ...own] });
}

/** The phrase that a question asks for. */
export function phraseOf({ html }: InView): string {
  return /type <code>([^<]*)<\/code>/.exec(html)?.[1] ?? '';
}

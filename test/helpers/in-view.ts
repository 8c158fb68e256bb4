import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { connect, type TestClient } from './connect.ts';
import type { World } from './deps.ts';
import { type ShownView, type ViewHost, type ViewHostOptions, viewHost } from './view-host.ts';

/** What the host of these tests calls itself to the server. */
export const HOST = { name: 'a host', version: '3' } as const;

export interface Hosted {
  readonly host: ViewHost;
  readonly connection: TestClient;
}

/** A host of views in a browser, connected to the server of this world. */
export async function hosted(world: World, options: ViewHostOptions = {}): Promise<Hosted> {
  const connection = await connect(world, undefined, HOST, { views: true });
  return { host: await viewHost(connection.client, options), connection };
}

/** Calls a tool as the model does and shows its view, until it has drawn its first screen. */
export async function opened(host: ViewHost, tool: string, args: Record<string, unknown> = {}): Promise<ShownView> {
  const view = await host.show(await host.call(tool, args));
  await screen(view.frame);
  return view;
}

/** Waits until a screen of the server is shown and nothing is under way. What it says. */
export async function screen(frame: Frame): Promise<string> {
  await frame.locator('#shown:not([aria-busy]) h1[tabindex]').waitFor();
  return frame.locator('main').innerText();
}

/** Follows what leads to another screen, until that is shown. What it says. */
export async function follow(frame: Frame, leads: () => Promise<void>, to: string | RegExp): Promise<string> {
  await leads();
  await frame.locator('h1', { hasText: to }).waitFor();
  return screen(frame);
}

export const button = (frame: Frame, name: string): Locator => frame.getByRole('button', { name, exact: true });
export const link = (frame: Frame, name: string): Locator =>
  frame.locator('main').getByRole('link', { name, exact: true });

/** Fills in that an account was closed by hand, and looks at what would be recorded. */
export async function askToRecord({ frame }: ShownView): Promise<void> {
  const form = frame.locator('form', { hasText: 'How it was done' });
  await form.getByLabel('Who did it').fill('Mara');
  await form.getByLabel('When it was done').fill('2026-11-20T11:30');
  await form.getByRole('button').click();
  await frame.locator('input[name=phrase]').waitFor();
}

/** Types the phrase that the question shows. */
export async function typePhrase({ frame }: ShownView): Promise<void> {
  await frame.locator('input[name=phrase]').fill((await frame.locator('form.act label code').textContent()) ?? '');
}

/** Agrees to the question that is shown, and waits until it is through. */
export async function agree(view: ShownView): Promise<string> {
  await typePhrase(view);
  await button(view.frame, 'Confirm').click();
  await view.frame.getByText('Done.', { exact: true }).waitFor();
  return screen(view.frame);
}

/** What the view handed to the model by itself. */
export function handedToModel({ requests }: ShownView): readonly unknown[] {
  return requests.filter(({ method }) => method === 'ui/update-model-context').map(({ params }) => params);
}

/** What the view says beside its screen; empty: nothing. */
export async function saidBeside(frame: Frame): Promise<string> {
  const said = frame.locator('#said');
  return (await said.isVisible()) ? said.innerText() : '';
}

/** Nothing left the host, no script failed, and no policy had to stop anything. */
export function expectQuiet({ errors, requests }: ViewHost): void {
  expect([errors, requests]).toEqual([[], []]);
}

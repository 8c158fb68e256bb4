import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { reviewReport } from '../../src/app/lookups/review-report.ts';
import type { ReviewData } from '../../src/report/review/review-data.ts';
import { reviewPage } from '../../src/report/review/review-page.ts';
import { browser } from './browser.ts';
import { testWorld } from './deps.ts';
import { watch } from './screenshots.ts';

/** Somebody with an active account, and what became of them in the directory. */
export interface FoundPerson {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly team: string;
  readonly fate: 'left' | 'suspended' | 'unknown' | 'other_address';
  readonly manager?: string;
}

const STATUS = { left: 'DEPROVISIONED', suspended: 'SUSPENDED', other_address: 'ACTIVE' } as const;
const MONTH_AGO = '2026-10-20T08:00:00Z';

/** The findings about these people, from files of them. */
export async function reviewOf(people: readonly FoundPerson[]): Promise<ReviewData> {
  const world = await testWorld('2026-11-20T12:00:00.000Z');
  const users = [
    'Clari User ID,Name,Email,Role,Team,Status,Last Login',
    ...people.map(({ name, email, role, team }, at) => line(`a${at}`, name, email, role, team, 'Active', '2026-11-01')),
    line('closed', 'Ina Inactive', 'ina@acme.com', '', '', 'Inactive', ''),
    '',
  ];
  const okta = [
    'id,status,statusChanged,profile.login,profile.email,profile.displayName,profile.managerEmail',
    line('o', 'ACTIVE', MONTH_AGO, 'olga@acme.com', 'olga@acme.com', 'Olga Other', ''),
    ...people.flatMap(({ name, email, fate, manager = '' }, at) => {
      if (fate === 'unknown') return [];
      const login = fate === 'other_address' ? `other-${email}` : email;
      return [line(`u${at}`, STATUS[fate], MONTH_AGO, login, login, name, manager)];
    }),
    '',
  ];
  const complete = { asOf: '2026-11-20T09:00:00.000Z', completeness: 'complete' } as const;
  await world.load('users.csv', users.join('\n'), complete);
  await world.load('okta.csv', okta.join('\n'), { ...complete, directory: 'okta' });
  return reviewReport(world, undefined, '0.0.0');
}

function line(...cells: readonly string[]): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
}

export interface SeenReview {
  readonly page: Page;
  /** Without a fragment. */
  readonly url: string;
}

/** Their page as a file in a real browser, watched. */
export async function openedReview(data: ReviewData, options: BrowserContextOptions = {}): Promise<SeenReview> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-review-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'review.html');
  await writeFile(path, reviewPage(data));
  const page = await (await browser({ viewport: { width: 1280, height: 900 }, ...options })).newPage();
  const url = pathToFileURL(path).href;
  watch(page, url);
  await page.goto(url);
  return { page, url };
}

import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import { crmIdCore } from '../../model/crm-id.ts';
import type { Handover, HandoverSource } from '../../model/handover.ts';
import { identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { MentionObservation } from '../../model/observation.ts';
import { isAhead, type Kind, readsAt, type Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { handover, restsOnName } from '../../plan/handover.ts';
import type { Found, PersonKeys } from '../../store/readers/snapshot-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { askOfEverybody } from './asked-of-everybody.ts';

/** Nobody hands over more rows one by one; the rest is counted. */
const ROWS_MAX = 2_000;

/** The open opportunities and forecasts of the person behind an account, from the newest file of each kind. */
export async function handoverOf(
  reader: StoreReader,
  judged: JudgedAccount,
  deps: Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>,
): Promise<Handover> {
  const person = await personKeys(reader, judged, deps.clock());
  const names = namesOf(judged);
  const opportunities = await newest(reader, 'opportunities', deps.clock());
  const forecasts = await newest(reader, 'clari-forecast', deps.clock());
  const opportunityRows =
    opportunities === null
      ? []
      : await reader.opportunitiesOf(
          opportunities.snapshotId,
          { ids: person.crmIds, emails: person.emails, names },
          ROWS_MAX + 1,
        );
  const named = { crmIds: person.crmIds, emails: person.emails, names };
  // Asked only if a row depends on it, because it takes a walk through everybody.
  const byNameAlone = opportunityRows.some((row) => restsOnName(named, row));
  const owner = { ...named, nameIsTheirsAlone: byNameAlone && (await isOnlyBearer(reader, deps, judged, names)) };
  const forecastRows = forecasts === null ? [] : await reader.forecastsOf(forecasts.snapshotId, person, ROWS_MAX + 1);
  return handover(
    owner,
    { rows: opportunityRows.slice(0, ROWS_MAX), from: sourceOf(opportunities, deps), dropped: beyond(opportunityRows) },
    { rows: forecastRows.slice(0, ROWS_MAX), from: sourceOf(forecasts, deps), dropped: beyond(forecastRows) },
  );
}

/** Every key, address and CRM id that files have for this person; mentions pair a CRM id with an address. */
export async function personKeys(
  reader: StoreReader,
  { account, correlation }: JudgedAccount,
  now: Instant,
): Promise<PersonKeys> {
  const { latest } = account;
  const identities = correlation.linked.map((one) => one.identity.latest);
  const own = compact([latest.email]);
  const known: PersonKeys = {
    // Such files are Clari's: an id of another application is somebody else's there.
    keys: isEnteredAsClari(account.app)
      ? compact([latest.key, latest.exportId === null ? null : `id:${latest.exportId}`])
      : [],
    emails: [...new Set([...own, ...compact(identities.flatMap((one) => [one.email, one.login]))])],
    crmIds: compact([latest.crmId, ...identities.map((one) => one.crmId)]),
  };
  const mentions = await mentionsAt(reader, { ...known, emails: own }, ROWS_MAX, now);
  return {
    keys: [...new Set([...known.keys, ...mentions.map((one) => one.row.key)])],
    emails: known.emails,
    crmIds: known.crmIds.length > 0 ? known.crmIds : theOnlyOne(compact(mentions.map((one) => one.row.crmId))),
  };
}

/** What files mention of a person, those that are dated ahead of the clock left out. */
export async function mentionsAt(
  reader: StoreReader,
  person: PersonKeys,
  limit: number,
  now: Instant,
): Promise<readonly Found<MentionObservation>[]> {
  const mentions = await reader.mentionsOf(person, limit);
  if (mentions.length === 0) return mentions;
  const ahead = new Set((await reader.snapshots()).filter((one) => isAhead(one, now)).map((one) => one.snapshotId));
  return mentions.filter((one) => !ahead.has(one.snapshotId));
}

/** An address that files pair with two CRM users says of neither that it is this person. */
function theOnlyOne(crmIds: readonly string[]): readonly string[] {
  const users = new Set(crmIds.map(crmIdCore));
  return users.size === 1 ? crmIds.slice(0, 1) : [];
}

function namesOf({ account, correlation }: JudgedAccount): readonly string[] {
  return [...new Set(compact([account.latest.name, ...correlation.linked.map((one) => one.identity.latest.name)]))];
}

/** Whether this person alone has one of these names, in any spelling, among all people of all snapshots. */
async function isOnlyBearer(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>,
  { account, correlation }: JudgedAccount,
  names: readonly string[],
): Promise<boolean> {
  const refs = correlation.linked.map((one) => identityRef(one.identity)).sort();
  const question = { kind: 'only_bearer', accountId: account.accountId, refs, names } as const;
  const answer = await askOfEverybody(reader, deps, question);
  return answer.kind === 'only_bearer' && answer.alone;
}

async function newest(reader: StoreReader, kind: Kind, now: Instant): Promise<Snapshot | null> {
  return (
    readsAt(await reader.snapshots(), now).findLast((one) => one.kind === kind && one.state === 'published') ?? null
  );
}

function sourceOf(
  snapshot: Snapshot | null,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
): HandoverSource | null {
  if (snapshot === null) return null;
  return {
    fileName: snapshot.fileName,
    asOf: snapshot.asOf,
    complete: snapshot.completeness === 'complete' && snapshot.rowsRefused === 0,
    stale: Date.parse(clock()) - Date.parse(snapshot.asOf) >= settings.staleAfterMs,
  };
}

function beyond(rows: readonly unknown[]): number {
  return rows.length > ROWS_MAX ? 1 : 0;
}

function compact(values: readonly (string | null)[]): readonly string[] {
  return values.filter((value) => value !== null);
}

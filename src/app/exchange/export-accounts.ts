import { countingAt, evaluate } from '../../evaluation/index.ts';
import type { App } from '../../model/app-profile.ts';
import { checkedApp, DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { ControlEvidence } from '../../model/control.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { AccountFormat } from '../../model/exchange-format.ts';
import { isUsersKind } from '../../model/snapshot.ts';
import type { Closure, ExchangeContext, ExchangeShape, ExchangeWriter } from '../../report/exchange/format.ts';
import { leftOutHead, leftOutLine } from '../../report/exchange/left-out.ts';
import { EXCHANGE_SHAPES } from '../../report/exchange/shapes.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { standingClaims } from '../evidence/standing-claims.ts';
import { evidenceOf } from '../lookups/controls.ts';
import { currentCoverage } from '../lookups/current-coverage.ts';
import { exchangeRows } from './exchange-rows.ts';
import { nothingToExport, refusedFor, refusedRows } from './refusals.ts';
import { exchangeTarget, type Target, type WrittenFile } from './target.ts';
import { type Missing, missingForWholeList, usersSource } from './whole-list.ts';

export interface ExportRequest {
  readonly format: AccountFormat;
  readonly path: string;
  /** Null: all of them where the format takes several, else the default one. */
  readonly app: App | null;
  readonly resourceId: string | null;
  readonly directory: string;
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  progress?(done: number, total: number): void;
}

/** Accounts for which an export has no place, and how many. */
export type Reasons = ReadonlyMap<string, number>;

export interface ExportedAccounts {
  readonly format: AccountFormat;
  readonly app: App | null;
  readonly files: readonly WrittenFile[];
  readonly accounts: number;
  readonly rows: number;
  readonly leftOut: Reasons;
  readonly restsOn: ExchangeContext['restsOn'];
  /** What the file cannot show, where the format does not refuse for it. */
  readonly gaps: readonly Missing[];
  readonly missing: string;
  readonly handOver: readonly string[];
  /** For which controls it is evidence. */
  readonly controls: readonly ControlEvidence[];
}

/**
 * Writes what is known of accounts in the format of somebody else's system. Where that system takes a missing account for
 * gone, nothing is written unless the users list is stated complete, fresh and not overtaken by a held one.
 *
 * @throws ERR_GUARD for what is missing, ERR_FILE_WRITE, ERR_CANCELLED; nothing is left behind
 */
export async function exportAccounts(deps: Deps, request: ExportRequest): Promise<ExportedAccounts> {
  const shape = EXCHANGE_SHAPES[request.format];
  const app = appOf(deps, shape, request.app);
  if (shape.needsResourceId && request.resourceId === null)
    throw new ClariIdentityError(
      'ERR_USAGE',
      `${request.format} names the resource by the id that the receiver gave it, and none was given.`,
      'Add --resource-id ID, as the receiver shows it. Nothing was written.',
    );
  const controls = await evidenceOf(deps, request.format);
  const target = await exchangeTarget(request.path, shape.parts);
  try {
    await evaluate(deps);
    return await deps.store.read((reader) => fill(reader, deps, request, { shape, app, target, controls }));
  } catch (cause) {
    await target.discard();
    throw cause;
  }
}

function appOf(deps: Deps, shape: ExchangeShape, named: App | null): App | null {
  if (named !== null) return checkedApp(deps.settings, named);
  return shape.manyApps ? null : DEFAULT_APP;
}

interface Filling {
  readonly shape: ExchangeShape;
  readonly app: App | null;
  readonly target: Target;
  readonly controls: ExportedAccounts['controls'];
}

async function fill(
  reader: StoreReader,
  deps: Deps,
  request: ExportRequest,
  { shape, app, target, controls }: Filling,
): Promise<ExportedAccounts> {
  const coverage = await currentCoverage(deps, reader);
  const sources = coverage.filter(({ kind, snapshotId }) => snapshotId !== null && kind !== 'opportunities');
  const gaps = gapsOf(deps, coverage, app);
  if (shape.wholeList && gaps.length > 0) throw refusedFor(request.format, shape.missing, gaps);
  const context: ExchangeContext = {
    names: new Map(deps.settings.profiles.map(({ id, name }) => [id, name])),
    privileged: new Map(
      deps.settings.profiles.map(({ id, privilegedRoles }) => [
        id,
        new Set(privilegedRoles.map((role) => role.toLowerCase())),
      ]),
    ),
    app,
    generatedAt: deps.clock(),
    version: request.version,
    restsOn: sources.map(({ source, snapshotId, asOf, state, completeness }) => ({
      source,
      snapshotId,
      asOf,
      state,
      completeness,
    })),
    resourceId: request.resourceId,
    directory: request.directory,
  };
  const closures = request.format === 'ocsf' ? await confirmedClosures(reader, deps) : NO_CLOSURES;
  const sums = await writeRows(
    reader,
    { ...request, settings: deps.settings, app, closures },
    shape.open(context),
    target,
  );
  if (sums.refused.size > 0) throw refusedRows(request.format, sums.refused, sums.examples);
  if (sums.rows === 0) throw nothingToExport(request.format, app ?? DEFAULT_APP, sums.accounts, sums.leftOut);
  const files = await target.publish();
  const { accounts, rows, leftOut } = sums;
  const { missing, handOver } = shape;
  return {
    format: request.format,
    app,
    files,
    accounts,
    rows,
    leftOut,
    restsOn: context.restsOn,
    gaps,
    missing,
    handOver,
    controls,
  };
}

const NO_CLOSURES: ReadonlyMap<string, Closure> = new Map();

/** What keeps the users list of each exported application from standing for all of its accounts. */
function gapsOf(
  deps: Deps,
  coverage: Awaited<ReturnType<typeof currentCoverage>>,
  app: App | null,
): readonly Missing[] {
  if (app !== null) return missingForWholeList(usersSource(coverage, app), app);
  return deps.settings.profiles
    .map(({ id }) => ({ id, source: usersSource(coverage, id) }))
    .filter(({ source }) => source !== null && isUsersKind(source.kind) && source.snapshotId !== null)
    .flatMap(({ id, source }) => missingForWholeList(source, id));
}

async function confirmedClosures(reader: StoreReader, deps: Deps): Promise<ReadonlyMap<string, Closure>> {
  const counting = await countingAt(reader, deps.settings, deps.clock());
  const claims = await standingClaims(reader, deps.settings, counting);
  return new Map(
    claims
      .filter(({ record, standing }) => record.counts && standing.state === 'confirmed')
      .map(({ record, standing }) => [
        record.accountId,
        {
          recordId: record.recordId,
          performedAt: record.performedAt,
          performedBy: record.performedBy,
          confirmedAsOf: standing.settledAsOf,
          confirmedByRead: standing.settledBySnapshotId,
        },
      ]),
  );
}

interface Writing extends Pick<ExportRequest, 'signal' | 'progress'> {
  readonly settings: Deps['settings'];
  readonly app: App | null;
  readonly closures: ReadonlyMap<string, Closure>;
}

/** How many accounts a refusal names. */
const EXAMPLES = 3;

async function writeRows(reader: StoreReader, options: Writing, writer: ExchangeWriter, target: Target) {
  const leftOut = new Map<string, number>();
  const refused = new Map<string, number>();
  const examples: string[] = [];
  let [accounts, rows] = [0, 0];
  await writeParts(target, writer.begin());
  for await (const page of exchangeRows(reader, options)) {
    const parts: string[] = [];
    for (const row of page.rows) {
      accounts += 1;
      const written = writer.row(row);
      if ('texts' in written) {
        rows += written.rows;
        for (const [part, text] of written.texts.entries()) parts[part] = (parts[part] ?? '') + text;
      } else if ('leftOut' in written) {
        if (leftOut.size === 0) await target.leaveOut(leftOutHead());
        await target.leaveOut(leftOutLine(row, written.leftOut));
        count(leftOut, written.leftOut);
      } else {
        count(refused, written.refuses);
        if (examples.length < EXAMPLES) examples.push(row.judged.account.accountId);
      }
    }
    await writeParts(target, parts);
    options.progress?.(page.done, page.total);
    if (options.signal?.aborted === true) throw cancelled();
  }
  await writeParts(target, writer.end());
  return { accounts, rows, leftOut, refused, examples };
}

async function writeParts(target: Target, texts: readonly string[]): Promise<void> {
  for (const [part, text] of texts.entries()) if (text !== '') await target.write(part, text);
}

function count(sums: Map<string, number>, why: string): void {
  sums.set(why, (sums.get(why) ?? 0) + 1);
}

function cancelled(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CANCELLED',
    'The export was cancelled. Nothing was written.',
    'Start it again when it suits.',
  );
}

import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { RowProblem } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import { quotedList } from '../cells/text.ts';
import { BytePass } from '../file/bytes.ts';
import { changed } from '../file/file-changed.ts';
import { lookAt } from '../file/first-look.ts';
import { JsonPass } from '../json/json-pass.ts';
import { isObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { JsonWalk } from '../json/json-walk.ts';
import { moreIn } from '../json/more-pages.ts';
import type { FileInput } from '../source.ts';
import { accountIn, decisionItem, type EntraDecision } from './decision-item.ts';
import { InstanceState } from './instance-state.ts';

/** The decisions of one instance of a Microsoft Entra access review, as Graph answers them. */
export interface DecisionsFile {
  readonly sha256: string;
  readonly instanceId: string;
  /** All that the file has, those that can not count included. */
  readonly rows: number;
  readonly decisions: readonly EntraDecision[];
  /** Every account that it names, of decisions that can not count as well. */
  readonly accounts: ReadonlySet<string>;
  /** By place in the file, from 1. */
  readonly rejected: readonly RowProblem[];
  /** What says that the list has more than the file; null: nothing does. */
  readonly more: string | null;
  /** Whether the file shows that Entra's review has ended; false: it does not say. */
  readonly isEnded: boolean;
}

const LISTS = new Set(['value', 'decisions']);
const ROWS_MAX = 200_000;

/**
 * Reads pages of the list, one behind the other or in an array, or a bare array of decisions. The instance itself may stand
 * among them: with its status the file shows whether its decisions are final.
 *
 * @throws ERR_GUARD if the review is still running or the file has several; ERR_EXPORT_TRUNCATED; ERR_NO_ROWS
 */
export async function decisionsFile(input: FileInput, now: Instant, signal?: AbortSignal): Promise<DecisionsFile> {
  const look = await lookAt(input);
  if (look.format !== 'json') throw notJson(input.name);
  const found = new Found(input.name, now);
  const walk = new JsonWalk(LISTS, {
    list: () => undefined,
    item: (_list, value) => found.item(value),
    page: (members) => found.page(members),
  });
  const pass = await JsonPass.over(walk, look.encoding, input.name);
  const bytes = new BytePass(input, signal);
  for await (const slice of bytes.slices()) pass.push(slice);
  const cutLine = pass.end();
  if (cutLine !== null) throw cutOff(input.name, cutLine);
  if (bytes.digest() !== look.sha256) throw changed(input.name);
  return found.end(look.sha256);
}

class Found {
  readonly #fileName: string;
  readonly #now: Instant;
  readonly #state = new InstanceState();
  readonly #decisions: EntraDecision[] = [];
  readonly #rejected: RowProblem[] = [];
  readonly #accounts = new Set<string>();
  #rows = 0;
  #total = 0;
  #more: string | null = null;

  constructor(fileName: string, now: Instant) {
    this.#fileName = fileName;
    this.#now = now;
  }

  item(value: JsonValue): void {
    if (isObject(value) && !value.has('decision') && value.has('status')) {
      this.#state.instance(value);
      return;
    }
    this.#rows += 1;
    if (this.#rows > ROWS_MAX) throw tooMany(this.#fileName);
    const reject = (why: string): void => void this.#rejected.push({ line: this.#rows, why });
    if (!isObject(value)) {
      reject('It is no object.');
      return;
    }
    this.#state.decision(value);
    const account = accountIn(value);
    if (account !== '') this.#accounts.add(account);
    const read = decisionItem(value, this.#rows, this.#now, reject);
    if (read !== null) this.#decisions.push(read);
  }

  page(members: JsonObject): void {
    if (members.has('status')) this.#state.instance(members);
    // Where several pages stand in one file, the last one says whether another follows.
    const { says, total } = moreIn(members);
    this.#more = says;
    this.#total = Math.max(this.#total, total?.count ?? 0);
  }

  end(sha256: string): DecisionsFile {
    if (this.#rows === 0) throw noDecisions(this.#fileName);
    const instances = [...new Set(this.#decisions.map(({ instanceId }) => instanceId))];
    const [instanceId, ...others] = instances;
    if (others.length > 0) throw severalInstances(this.#fileName, instances);
    this.#state.check(this.#fileName, instanceId ?? null, this.#now);
    const decisions = this.#once();
    return {
      sha256,
      instanceId: instanceId ?? '',
      rows: this.#rows,
      decisions,
      accounts: this.#accounts,
      rejected: this.#rejected.toSorted((a, b) => a.line - b.line),
      more: this.#more ?? (this.#total > this.#rows ? `@odata.count ${this.#total}` : null),
      isEnded: this.#state.isEnded,
    };
  }

  /** A page that was fetched twice brings nothing new; one id with two contents leaves it open which one holds. */
  #once(): readonly EntraDecision[] {
    const byId = new Map<string, EntraDecision[]>();
    for (const one of this.#decisions) {
      const known = byId.get(one.decisionId);
      if (known === undefined) byId.set(one.decisionId, [one]);
      else known.push(one);
    }
    return [...byId.values()].flatMap(([first, ...others]): readonly EntraDecision[] => {
      if (first === undefined) return [];
      if (others.every((one) => contentOf(one) === contentOf(first))) return [first];
      for (const { place } of [first, ...others])
        this.#rejected.push({
          line: place,
          why: 'The file has this decision twice with different contents, so neither counts.',
        });
      return [];
    });
  }
}

function contentOf({ place: _, ...content }: EntraDecision): string {
  return JSON.stringify(content);
}

function notJson(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(fileName)} is no JSON, and decisions of an Entra access review are read as Graph answers them.`,
    'Fetch the list with GET …/instances/{instance}/decisions, and save each answer as it came.',
  );
}

function noDecisions(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_NO_ROWS',
    `${bare(fileName)} has no decisions of an Entra access review.`,
    'Fetch the list with GET …/instances/{instance}/decisions, and save each answer as it came.',
  );
}

function cutOff(fileName: string, line: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_EXPORT_TRUNCATED',
    `${bare(fileName)} ends in the middle of the decision on line ${line}. Nothing was decided.`,
    'Fetch the list again: a part of a JSON file is not read.',
  );
}

function tooMany(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_TOO_LARGE',
    `${bare(fileName)} has more than ${ROWS_MAX} decisions.`,
    'Fetch the decisions of one resource alone, with $filter.',
  );
}

function severalInstances(fileName: string, instances: readonly string[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `${bare(fileName)} has decisions of several instances of access reviews: ${quotedList(instances, 3)}. Nothing was decided.`,
    'Put the decisions of each instance into a file of its own.',
  );
}

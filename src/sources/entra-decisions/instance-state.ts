import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { readIso } from '../../model/iso.ts';
import type { Instant } from '../../model/time.ts';
import { quoted } from '../cells/text.ts';
import { textIn } from '../json/item-fields.ts';
import { isObject, type JsonObject } from '../json/json-value.ts';

/** From here on no reviewer changes an answer. `Applying`: the answers are final, and are being carried out. */
const ENDED = new Set(['completed', 'autoreviewed', 'applying', 'applied']);
const NOT_APPLIED = 'New';

/** What a file says of the instance of the review itself, which the list of its decisions alone does not have. */
export class InstanceState {
  readonly #statuses = new Set<string>();
  readonly #ids = new Set<string>();
  readonly #ends = new Set<string>();
  #isApplied = false;

  /** Whether the file shows that the review has ended, by its status or because a decision was applied. */
  get isEnded(): boolean {
    return this.#statuses.size > 0 || this.#isApplied;
  }

  instance(instance: JsonObject): void {
    const [status, id, end] = [textIn(instance, 'status'), textIn(instance, 'id'), textIn(instance, 'endDateTime')];
    if (status !== '') this.#statuses.add(status);
    if (id !== '') this.#ids.add(id.toLowerCase());
    if (end !== '') this.#ends.add(end);
  }

  /** A decision may have its instance within it ($expand=instance). */
  decision(item: JsonObject): void {
    const instance = item.get('instance');
    if (isObject(instance)) this.instance(instance);
    const result = textIn(item, 'applyResult');
    if (result !== '' && result !== NOT_APPLIED) this.#isApplied = true;
  }

  /** @throws ERR_GUARD if it is still running, or is another one than that of the decisions. */
  check(fileName: string, instanceId: string | null, now: Instant): void {
    const running = [...this.#statuses].find((one) => !ENDED.has(one.toLowerCase()));
    if (running !== undefined) throw stillRunning(fileName, `its status is ${quoted(running)}`);
    const other = [...this.#ids].find((one) => one !== instanceId);
    if (instanceId !== null && other !== undefined) throw ofAnother(fileName, other, instanceId);
    const end = [...this.#ends]
      .map((one) => readIso(one.trim()))
      .find((one) => one?.kind === 'instant' && one.at > now);
    if (end?.kind === 'instant' && this.#statuses.size === 0)
      throw stillRunning(fileName, `its endDateTime is ${end.at}`);
  }
}

function stillRunning(fileName: string, why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `${bare(fileName)}: the review in Entra has not ended, ${why}, so its decisions may still change. Nothing was decided.`,
    'Fetch the instance and its decisions again once its status is Applying, Completed or Applied.',
  );
}

function ofAnother(fileName: string, id: string, instanceId: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `${bare(fileName)} has the instance ${bare(id)} beside decisions of the instance ${bare(instanceId)}. Nothing was decided.`,
    'Fetch both with the same instance id.',
  );
}

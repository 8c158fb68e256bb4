import type { MentionObservation, MentionRole } from '../../../model/observation.ts';
import { SeenLines } from '../../repeats/seen.ts';

export interface Named {
  readonly exportId?: string | null;
  readonly crmId?: string | null;
  readonly email?: string | null;
  readonly name?: string | null;
  readonly hierarchyRole?: string | null;
  readonly actedAt?: MentionObservation['actedAt'];
  readonly event?: string | null;
}

/** The strongest identifier, as account rows have it; null: nobody is identified. */
export function personKey({ exportId, crmId, email }: Named): string | null {
  if (exportId != null) return `id:${exportId}`;
  if (crmId != null) return `crm:${crmId}`;
  return email == null ? null : `email:${email}`;
}

export function mentionOf(line: number, key: string, role: MentionRole, named: Named): MentionObservation {
  return {
    line,
    key,
    role,
    exportId: named.exportId ?? null,
    crmId: named.crmId ?? null,
    email: named.email ?? null,
    name: named.name ?? null,
    hierarchyRole: named.hierarchyRole ?? null,
    actedAt: named.actedAt ?? null,
    event: named.event ?? null,
  };
}

const REMEMBERED_MAX = 50_000;

/** Lets each mention pass once a file. In a file of more people than it remembers some pass twice, which does no harm. */
export class MentionsOnce {
  readonly #first = new Set<string>();
  #others: SeenLines | null = null;

  isNew(key: string, role: MentionRole, named: Named, line: number): boolean {
    const what = [key, role, named.crmId, named.email, named.name, named.hierarchyRole].join('\n');
    if (this.#first.has(what)) return false;
    if (this.#first.size < REMEMBERED_MAX) {
      this.#first.add(what);
      return true;
    }
    this.#others ??= new SeenLines();
    return this.#others.lineOf(what, line) === null;
  }
}

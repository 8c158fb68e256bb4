import type { MentionObservation, MentionRole } from '../model/observation.ts';
import { SeenLines } from './seen.ts';

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

/** Lets each mention pass once a file. In a file of more people than it remembers some pass twice, which does no harm. */
export class MentionsOnce {
  readonly #seen = new SeenLines();

  isNew(key: string, role: MentionRole, named: Named, line: number): boolean {
    const what = [key, role, named.crmId, named.email, named.name, named.hierarchyRole].join('\n');
    return this.#seen.lineOf(what, line) === null;
  }
}

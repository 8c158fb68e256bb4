import type { Observation } from '../../model/observation.ts';
import type { Moment } from '../../model/time.ts';

const SHOWN = 3;
const LOOKED_AT = 1_000;

type Sample = Readonly<Record<string, string | null>>;

/** Three rows as they were read, of different statuses where the first thousand have them: a status turned round shows. */
export class Samples {
  readonly #byStatus = new Map<string, Sample>();
  readonly #others: Sample[] = [];
  #seen = 0;

  see(observations: readonly Observation[]): void {
    if (this.#seen >= LOOKED_AT) return;
    for (const observation of observations.slice(0, LOOKED_AT - this.#seen)) this.#take(observation);
    this.#seen += observations.length;
  }

  get taken(): readonly Sample[] {
    return [...this.#byStatus.values(), ...this.#others].slice(0, SHOWN);
  }

  #take(observation: Observation): void {
    const status = statusOf(observation);
    const isNew = !this.#byStatus.has(status);
    if (!isNew && this.#others.length >= SHOWN) return;
    const sample = sampleOf(observation);
    if (sample === null) return;
    if (isNew) this.#byStatus.set(status, sample);
    else this.#others.push(sample);
  }
}

function statusOf(observation: Observation): string {
  switch (observation.of) {
    case 'account':
    case 'identity':
    case 'assignment':
      return observation.row.status;
    case 'mention':
    case 'forecast':
    case 'opportunity':
      return '';
  }
}

function sampleOf(observation: Observation): Sample | null {
  switch (observation.of) {
    case 'account': {
      const { row } = observation;
      return {
        ...placeOf(row.line),
        id: row.exportId,
        crm_id: row.crmId,
        email: row.email,
        ...namesOf(row),
        role: row.role,
        status: row.status,
        status_raw: row.statusRaw,
        last_login: dayOf(row.lastLogin),
      };
    }
    case 'identity': {
      const { row } = observation;
      return {
        ...placeOf(row.line),
        id: row.identityId,
        login: row.login,
        email: row.email,
        other_emails: row.otherEmails.length === 0 ? null : row.otherEmails.slice(0, 3).join('; '),
        ...namesOf(row),
        status: row.status,
        status_raw: row.statusRaw,
        status_changed_at: dayOf(row.statusChangedAt),
        contradiction: row.contradiction,
        leaves_on: dayOf(row.leavesOn),
        assigned: row.assignment,
      };
    }
    case 'assignment': {
      const { row } = observation;
      return {
        ...placeOf(row.line),
        id: row.identityId,
        login: row.login,
        email: row.email,
        status: row.status,
        status_raw: row.statusRaw,
        assigned_at: dayOf(row.assignedAt),
        unassigned_at: dayOf(row.unassignedAt),
      };
    }
    case 'mention': {
      const { row } = observation;
      return { ...placeOf(row.line), email: row.email, crm_id: row.crmId, name: row.name, role: row.role };
    }
    case 'opportunity': {
      const { row } = observation;
      return { ...placeOf(row.line), name: row.name, owner: row.ownerEmail ?? row.ownerName, stage: row.stage };
    }
    case 'forecast':
      return null;
  }
}

function placeOf(line: number): Sample {
  return { line: String(line) };
}

function namesOf(row: {
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly employeeId: string | null;
}): Sample {
  const parts = [row.givenName, row.familyName].filter((part) => part !== null);
  return { name: row.name ?? (parts.length === 0 ? null : parts.join(' ')), employee_id: row.employeeId };
}

function dayOf(moment: Moment | null): string | null {
  if (moment === null) return null;
  return moment.dateOnly ? moment.at.slice(0, 10) : moment.at;
}

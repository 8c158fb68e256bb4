import type { AccountObservation, IdentityStatus } from '../../model/observation.ts';
import { statusWord } from '../cells/status-words.ts';

type Known = Exclude<IdentityStatus, 'unknown'>;
type Words = Readonly<Record<Known, string>>;

/** Words for the state of a person's account, in English, German, French, and what some other languages call active and not. */
const GENERAL: Words = {
  active:
    'active, enabled, allowed, sign in allowed, sign in enabled, activated, employed, current employee, not blocked, aktiv, aktiviert, freigegeben, beschäftigt, actif, activé, activée, en poste, activo, habilitado, attivo, abilitato, ativo, actief',
  staged: 'staged, unactivated, pre hire, prehire, pre start',
  suspended: 'suspended, suspendiert, ausgesetzt, suspendu, suspendue, suspendido, sospeso, suspenso, geschorst',
  deactivated:
    'deactivated, disabled, inactive, not active, non active, terminated, blocked, sign in blocked, archived, account expired, revoked, left, leaver, departed, left company, left the company, no longer employed, former, former employee, ex employee, separated, dismissed, offboarded, retired, inaktiv, nicht aktiv, deaktiviert, gesperrt, blockiert, archiviert, ausgetreten, ausgeschieden, entlassen, ehemalig, inactif, inactive, désactivé, désactivée, desactive, bloqué, bloquée, archivé, archivée, parti, partie, sorti, sortie, licencié, inactivo, desactivado, deshabilitado, inattivo, disattivato, inativo, desativado, inactief',
  deleted:
    'deleted, soft deleted, softdeleted, purged, gelöscht, geloescht, supprimé, supprimée, supprime, effacé, eliminado, eliminato, cancellato, excluído, verwijderd',
};

/** What identity providers call their states: each can sign in, or can again without anybody undoing a revocation. */
const OF_PROVIDERS: Words = {
  active: 'provisioned, recovery, password expired, locked out, pending user action, password reset, bypass',
  staged: '',
  suspended: '',
  deactivated: 'deprovisioned',
  deleted: '',
};

const PERSON_WORDS = tableOf(GENERAL, OF_PROVIDERS);
const ACCOUNT_WORDS = tableOf(GENERAL);

/** The state that a word names; null for one that is not known. Yes and no are no words: their header says what they mean. */
export function personWord(raw: string): IdentityStatus | null {
  return PERSON_WORDS.get(statusWord(raw)) ?? null;
}

/** As `personWord`, without the words of identity providers: in another application `provisioned` may mean anything. */
export function accountWord(raw: string): IdentityStatus | null {
  return ACCOUNT_WORDS.get(statusWord(raw)) ?? null;
}

const ACCOUNT_STATUS_OF: Readonly<Record<IdentityStatus, AccountObservation['status']>> = {
  active: 'active',
  suspended: 'inactive',
  deactivated: 'inactive',
  deleted: 'inactive',
  staged: 'unknown',
  unknown: 'unknown',
};

/** An account is open or not: how it came to be closed is another question. */
export function accountStatusOf(state: IdentityStatus): AccountObservation['status'] {
  return ACCOUNT_STATUS_OF[state];
}

function tableOf(...parts: readonly Words[]): ReadonlyMap<string, Known> {
  const states: readonly Known[] = ['active', 'staged', 'suspended', 'deactivated', 'deleted'];
  return new Map(
    parts.flatMap((words) =>
      states.flatMap((state) =>
        words[state]
          .split(', ')
          .filter((word) => word !== '')
          .map((word) => [word, state] as const),
      ),
    ),
  );
}

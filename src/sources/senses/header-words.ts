import { headerText } from '../csv/header.ts';

/** What a yes under a header says. `locked` may be a lockout by wrong passwords, which ends nothing. */
export type HeaderState = 'active' | 'inactive' | 'suspended' | 'deleted' | 'locked';

/** Longer phrases first: `not active` must be gone before `active` is looked for. */
const PHRASES: readonly (readonly [RegExp, HeaderState | null])[] = [
  [/active directory|azure ad/gu, null],
  [
    /(?:not|non|never|no longer|nicht|nicht mehr|n est plus|pas) (?:disabled|deactivated|blocked|suspended|locked|archived|terminated|gesperrt|deaktiviert|bloqué|désactivé)/gu,
    'active',
  ],
  [
    /(?:not|non|no longer|nicht|nicht mehr|n est plus|pas) ?(?:active|enabled|employed|current|aktiv|aktiviert|actif|activé|in company|at company)/gu,
    'inactive',
  ],
  [
    /(?:former|ex|previous|past|ehemaliger?|ancien) (?:employee|worker|staff|member|user|mitarbeiter|salarié)/gu,
    'inactive',
  ],
  [/(?:current|active) (?:employee|worker|staff)|(?:currently )?employed/gu, 'active'],
  [
    /(?:blocked?|deny|denied|disallow(?:ed)?|prevent) (?:credentials?|sign ?in|log ?in|logon|access|user|account)/gu,
    'inactive',
  ],
  [/(?:sign ?in|log ?in|logon|access) (?:blocked|denied|disabled)/gu, 'inactive'],
  [/(?:can|may|allow(?:ed)?(?: to)?) (?:sign ?in|log ?in|logon)|(?:sign ?in|log ?in|logon|access) allowed/gu, 'active'],
  [/(?:has )?left (?:the )?(?:company|organi[sz]ation|firm)/gu, 'inactive'],
  [/account expired/gu, 'inactive'],
];

const WORDS: Readonly<Record<HeaderState, string>> = {
  active:
    'active isactive activated isactivated enabled isenabled allowed aktiv aktive aktiviert actif active activé activée activo attivo ativo actief',
  inactive:
    'inactive isinactive disabled isdisabled deactivated isdeactivated block blocked isblocked terminated isterminated leaver leavers isleaver left hasleft departed archived isarchived offboarded separated inaktiv deaktiviert gesperrt blockiert archiviert ausgetreten ausgeschieden entlassen inactif inactifs désactivé désactivée desactive bloqué bloquée archivé archivée parti sorti inactivo desactivado inattivo inativo',
  suspended: 'suspended issuspended frozen isfrozen suspendiert suspendu suspendue suspendido sospeso',
  deleted: 'deleted isdeleted softdeleted gelöscht geloescht supprimé supprimée eliminado eliminato purged',
  locked: 'locked islocked lockedout lockout',
};

const WHOLE_PHRASES = PHRASES.map(
  ([phrase, state]) => [new RegExp(`(?<= )(?:${phrase.source})(?= )`, phrase.flags), state] as const,
);

const STATE_OF = new Map<string, HeaderState>();
for (const state of ['active', 'inactive', 'suspended', 'deleted', 'locked'] as const) {
  for (const word of WORDS[state].split(' ')) STATE_OF.set(word, state);
}

/** Words that add nothing: with any other word, a header may speak of something else than the person's account. */
const FILLERS = new Set(
  'is has was be the a an in on out of or and if account accounts acct user users employee employees employment worker workers person people member members login log sign signin status state flag ind indicator currently current now profile record directory ad entra okta aad google workspace hr clari company organization konto benutzer mitarbeiter nutzer zugang ist der die das compte utilisateur salarié collaborateur est le la required read only upload yes no y n t f true false ja nein oui non vrai faux wahr falsch x 0 1 soft credential access'.split(
    ' ',
  ),
);

export interface HeaderWords {
  readonly states: ReadonlySet<HeaderState>;
  /** Words that are neither of a state nor fillers. */
  readonly foreign: number;
}

/** The states that the words of a header name, and how much else it says. */
export function headerWords(text: string): HeaderWords {
  const states = new Set<HeaderState>();
  let rest = ` ${spaced(text)} `;
  for (const [phrase, state] of WHOLE_PHRASES) {
    rest = rest.replace(phrase, () => {
      if (state !== null) states.add(state);
      return state === null ? 'foreign' : '';
    });
  }
  let foreign = 0;
  for (const word of rest.split(' ')) {
    const state = STATE_OF.get(word);
    if (state !== undefined) states.add(state);
    else if (word !== '' && !FILLERS.has(word)) foreign += 1;
  }
  return { states, foreign };
}

/** Lower-case words: `isDeleted` is two, and so is `sign-in`. */
function spaced(text: string): string {
  return headerText(text)
    .normalize('NFKC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

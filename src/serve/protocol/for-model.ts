/**
 * Our answers name the command that a person types at a terminal. A model has tools instead, so each command that a
 * tool does is said as a call of that tool, on its way to a client. What only a terminal does stays a command.
 */
interface Called {
  readonly tool: string;
  readonly args: readonly (readonly [name: string, value: string])[];
}

interface Typed {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

/** By command; null: no tool does what was typed. */
const TOOLS: Readonly<Record<string, (typed: Typed) => Called | null>> = {
  import: ({ words: [path], flags }) =>
    flags.has('accept-drop')
      ? null
      : {
          tool: 'import_clari_export',
          args: [...given('path', path), ...stated(flags, ['kind', 'app', 'directory', 'as-of', 'filter', 'complete'])],
        },
  sync: ({ words: [directory], flags }) =>
    flags.has('accept-drop') ? null : { tool: 'sync_directory', args: given('directory', directory) },
  plan: ({ words: [account], flags }) =>
    account === undefined
      ? null
      : { tool: 'draft_offboarding_plan', args: [['account', account], ...stated(flags, ['successor'])] },
  record: ({ words: [account], flags }) => {
    const step = flags.get('step');
    const done = stated(flags, ['performed-by', 'performed-at']);
    const plan = flags.get('plan');
    if (step !== undefined && !step.startsWith('deactivate'))
      return { tool: 'record_step', args: [...given('plan_id', plan), ['step_id', step], ...done] };
    return account === undefined
      ? null
      : { tool: 'record_manual_deactivation', args: [['account', account], ...given('plan_id', plan), ...done] };
  },
  approve: ({ words: [plan] }) =>
    plan === undefined
      ? null
      : {
          tool: 'approve_offboarding_plan',
          args: [
            ['plan_id', plan],
            ['plan_hash', 'ITS_HASH'],
          ],
        },
  exempt: ({ words: [account], flags }) =>
    account === undefined
      ? null
      : { tool: 'set_exemption', args: [['account', account], ...stated(flags, ['reason', 'until', 'owner'])] },
  link: ({ words: [account, identity], flags }) =>
    account === undefined
      ? null
      : {
          tool: 'resolve_link',
          args: [
            ['account', account],
            ['identity', flags.has('none') ? 'none' : (identity ?? 'IDENTITY')],
            ...stated(flags, ['reason']),
          ],
        },
  'access-review': ({ words: [verb, reviewId], flags }) => {
    if (reviewId === undefined) return null;
    if (verb === 'show')
      return { tool: 'get_access_review', args: [['review_id', reviewId], ...stated(flags, ['state'])] };
    return verb === 'close' ? { tool: 'close_access_review', args: [['review_id', reviewId]] } : null;
  },
  work: ({ words: [id] }) => ({ tool: 'list_work', args: given('id', id) }),
  review: () => ({ tool: 'find_orphaned_accounts', args: [] }),
  status: () => ({ tool: 'get_coverage', args: [] }),
};

/** Flags that stand alone, as the argument that they are. */
const ALONE: Readonly<Record<string, string>> = {
  complete: 'true',
  partial: 'false',
  none: 'true',
  'accept-drop': 'true',
};

const PROGRAM = 'clari-identity-mcp ';
const COMMAND = new RegExp(`\`?${PROGRAM}(${Object.keys(TOOLS).join('|')})(?![\\w-])`, 'g');
const WORD = /^ (\$?'(?:[^'\\]|\\.|'\\'')*'|"(?:[^"\\]|\\.)*"|[^\s`'"]+)/;
/** Said of a person at a terminal, so the command is the right word. */
const AT_A_TERMINAL = /(terminal|they run|whoever took)[^.]{0,60}$/i;

/** The same text with calls of tools for what tools do. */
export function textForModel(text: string, offered: ReadonlySet<string>): string {
  if (!text.includes(PROGRAM)) return text;
  let said = '';
  let from = 0;
  for (const match of text.matchAll(COMMAND)) {
    const [start, command = ''] = match;
    if (match.index < from || AT_A_TERMINAL.test(text.slice(Math.max(0, match.index - 120), match.index))) continue;
    const { typed, length } = typedAfter(text.slice(match.index + start.length), command);
    const called = TOOLS[command]?.(typed) ?? null;
    if (called === null || !offered.has(called.tool)) continue;
    const end = match.index + start.length + length;
    const isQuoted = start.startsWith('`') && text[end] === '`';
    said += `${text.slice(from, match.index)}${start.startsWith('`') && !isQuoted ? '`' : ''}${shown(called)}`;
    from = end + (isQuoted ? 1 : 0);
  }
  return from === 0 ? text : `${said}${text.slice(from)}`;
}

/** The same for every text of a typed answer. */
export function forModel<Value>(value: Value, offered: ReadonlySet<string>): Value {
  const json = JSON.stringify(value);
  // To walk through every part costs more than to write it, and few answers name a command.
  if (!json.includes(PROGRAM)) return value;
  return JSON.parse(json, (_key, part: unknown) => (typeof part === 'string' ? textForModel(part, offered) : part));
}

const WORDS_OF: Readonly<Record<string, number>> = { link: 2, review: 0, status: 0 };

function typedAfter(rest: string, command: string): { readonly typed: Typed; readonly length: number } {
  const words: string[] = [];
  const flags = new Map<string, string>();
  let length = 0;
  const next = (): string | null => {
    const word = WORD.exec(rest.slice(length))?.[1];
    return word === undefined ? null : word.replace(/[.,;:)]+$/, '');
  };
  for (let word = next(); word !== null && word !== ''; word = next()) {
    const isFlag = word.startsWith('--');
    if (!isFlag && words.length >= (WORDS_OF[command] ?? 1)) break;
    const isEnd = () => !/^(?: |$)/.test(rest.slice(length));
    length += word.length + 1;
    if (!isFlag) words.push(word);
    else {
      const name = word.slice(2);
      const alone = ALONE[name];
      const value: string | null = alone ?? (isEnd() ? null : next());
      if (alone === undefined && value !== null) length += value.length + 1;
      flags.set(name, value ?? '');
    }
    if (isEnd()) break;
  }
  return { typed: { words, flags }, length };
}

function given(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}

function stated(flags: ReadonlyMap<string, string>, names: readonly string[]): readonly (readonly [string, string])[] {
  return names.flatMap((name) => given(name.replace('-', '_'), flags.get(name)));
}

function shown({ tool, args }: Called): string {
  return args.length === 0 ? tool : `${tool} (${args.map(([name, value]) => `${name}: ${value}`).join(', ')})`;
}

import { ENTRY_NAME, type Host, inputId } from './host.ts';

/** A variable that is set and that the server reads. */
export interface Setting {
  readonly name: string;
  /** Null for a secret: it goes no further than this. */
  readonly value: string | null;
}

/** What VS Code asks for once and keeps encrypted. */
export interface Input {
  readonly type: 'promptString';
  readonly id: string;
  readonly description: string;
  readonly password: true;
}

/** What the host's file is to say of our server. */
export interface Entry {
  /** In the order in which it is written. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Names in `env` that only refer to a value: what somebody wrote there already stays. */
  readonly referred: readonly string[];
  /** Names that the host hands over from its own environment. */
  readonly passed: readonly string[];
  readonly inputs: readonly Input[];
  /** Secrets that are set here and that this host has no way to hand over. */
  readonly missing: readonly string[];
}

export function entryFor(
  host: Host,
  program: { readonly node: string; readonly main: string },
  settings: readonly Setting[],
): Entry {
  const secrets = settings.filter(({ value }) => value === null).map(({ name }) => name);
  const { reference } = host;
  const referred = reference === null ? [] : secrets;
  const plain = settings.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  const passed = host.id === 'codex' ? secrets : [];
  return {
    fields: {
      ...(host.id === 'vscode' ? { type: 'stdio' } : {}),
      command: program.node,
      // Without a command the program serves over stdio, and starts fastest.
      args: [program.main],
    },
    env: Object.fromEntries([...plain, ...referred.map((name) => [name, reference?.(name) ?? ''] as const)]),
    referred,
    passed,
    inputs: host.id === 'vscode' ? secrets.map(inputFor) : [],
    missing: reference === null && passed.length === 0 ? secrets : [],
  };
}

function inputFor(name: string): Input {
  return {
    type: 'promptString',
    id: inputId(name),
    description: `${name}, for the MCP server ${ENTRY_NAME}`,
    password: true,
  };
}

/** The entry alone, as a document of its own would say it. */
export function wholeEntry({ fields, env, passed }: Entry): Readonly<Record<string, unknown>> {
  return {
    ...fields,
    ...(passed.length > 0 ? { env_vars: passed } : {}),
    ...(Object.keys(env).length > 0 ? { env } : {}),
  };
}

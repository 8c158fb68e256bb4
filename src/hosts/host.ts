/** MCP hosts whose configuration `connect` knows, by the name that is typed. */
export const HOST_IDS = ['claude-desktop', 'claude-code', 'cursor', 'vscode', 'codex', 'gemini'] as const;
export type HostId = (typeof HOST_IDS)[number];

/** The name of our entry, as in the samples of the documents. */
export const ENTRY_NAME = 'clari-identity';

export interface Host {
  readonly id: HostId;
  readonly title: string;
  readonly format: 'json' | 'toml';
  /** The key under which a file of this host keeps its servers. */
  readonly container: 'mcpServers' | 'servers' | 'mcp_servers';
  /** Where a project keeps the file, seen from its folder; null: this host has no projects. */
  readonly inProject: readonly string[] | null;
  /** How a value is written that the host itself looks up; null: this host looks nothing up. */
  readonly reference: ((name: string) => string) | null;
  /** What makes the host read its file again. */
  readonly reload: string;
}

export const HOSTS: readonly Host[] = [
  {
    id: 'claude-desktop',
    title: 'Claude Desktop',
    format: 'json',
    container: 'mcpServers',
    inProject: null,
    reference: null,
    reload: 'Quit Claude Desktop and start it again.',
  },
  {
    id: 'claude-code',
    title: 'Claude Code',
    format: 'json',
    container: 'mcpServers',
    inProject: ['.mcp.json'],
    reference: (name) => `\${${name}:-}`,
    reload: 'Start a new session of Claude Code; /mcp lists the servers.',
  },
  {
    id: 'cursor',
    title: 'Cursor',
    format: 'json',
    container: 'mcpServers',
    inProject: ['.cursor', 'mcp.json'],
    reference: (name) => `\${env:${name}}`,
    reload: 'Restart Cursor, and switch the server on where its settings list the servers.',
  },
  {
    id: 'vscode',
    title: 'VS Code',
    format: 'json',
    container: 'servers',
    inProject: ['.vscode', 'mcp.json'],
    reference: (name) => `\${input:${inputId(name)}}`,
    reload: 'In VS Code, run the command "MCP: List Servers" and start the server.',
  },
  {
    id: 'codex',
    title: 'Codex',
    format: 'toml',
    container: 'mcp_servers',
    inProject: ['.codex', 'config.toml'],
    // Names of variables stand in a list of their own, `env_vars`.
    reference: null,
    reload: 'Start a new session of Codex; /mcp lists the servers.',
  },
  {
    id: 'gemini',
    title: 'Gemini CLI',
    format: 'json',
    container: 'mcpServers',
    inProject: ['.gemini', 'settings.json'],
    // Not $NAME: a name that is not set would arrive as it stands, and the server takes only ${…} for unset.
    reference: (name) => `\${${name}}`,
    reload: 'Start a new session of Gemini CLI; /mcp lists the servers.',
  },
];

/** The id under which VS Code asks for a secret and keeps it. */
export function inputId(name: string): string {
  return `${ENTRY_NAME}-${name.toLowerCase().replaceAll('_', '-')}`;
}

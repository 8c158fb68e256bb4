import { ABOUT, type Variable, variables } from './source.ts';

/** The files of all packages, by path in this folder. Generated from `source.ts`; the skills are written by hand. */
export function packageFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({
      'mcpb/manifest.json': bundle(),
      'registry/server.json': registryEntry(),
      'agent-plugin/plugin.json': {
        $schema: 'https://agent-plugins.org/schemas/1.0.0/plugin.schema.json',
        ...described(),
      },
      'agent-plugin/mcp.json': {
        $schema: 'https://agent-plugins.org/schemas/1.0.0/mcp.schema.json',
        mcpServers: { [ABOUT.server]: { type: 'stdio', ...started(filledIn('PLUGIN_ROOT')) } },
      },
      'claude-plugin/.claude-plugin/plugin.json': { ...described(), author: { name: ABOUT.author } },
      'claude-plugin/.mcp.json': {
        mcpServers: {
          [ABOUT.server]: {
            ...started(filledIn('CLAUDE_PLUGIN_ROOT')),
            env: environment(({ name }) => `\${${name}:-}`),
          },
        },
      },
      'gemini-extension/gemini-extension.json': {
        name: ABOUT.name,
        version: ABOUT.version,
        description: ABOUT.description,
        mcpServers: {
          [ABOUT.server]: { ...started(filledIn('extensionPath')), env: environment(({ name }) => filledIn(name)) },
        },
      },
      'vscode/.vscode/mcp.json': editor(),
    }).map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`]),
  );
}

/** Where a host writes a value of its own. */
function filledIn(name: string): string {
  return `\${${name}}`;
}

function described() {
  const { name, version, description, license } = ABOUT;
  return { name, version, description, license };
}

function started(folder: string) {
  return { command: 'node', args: [`${folder}/dist/main.js`] };
}

function environment(written: (variable: Variable) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(variables().map((variable) => [variable.name, written(variable)]));
}

/** A Claude Desktop extension: MCPB manifest 0.3. */
function bundle() {
  const key = ({ name }: Variable) => name.toLowerCase();
  return {
    manifest_version: '0.3',
    name: ABOUT.name,
    display_name: ABOUT.title,
    version: ABOUT.version,
    description: ABOUT.short,
    long_description: ABOUT.description,
    author: { name: ABOUT.author },
    license: ABOUT.license,
    server: {
      type: 'node',
      entry_point: 'dist/main.js',
      mcp_config: { ...started(filledIn('__dirname')), env: environment((one) => `\${user_config.${key(one)}}`) },
    },
    tools: ABOUT.tools,
    compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: ABOUT.node } },
    privacy_policies: ['https://www.okta.com/privacy-policy/', 'https://privacy.microsoft.com/privacystatement'],
    user_config: Object.fromEntries(
      variables().map((variable) => [
        key(variable),
        {
          type: variable.place ?? 'string',
          title: variable.title,
          description: variable.description,
          required: false,
          ...(variable.secret ? { sensitive: true } : {}),
        },
      ]),
    ),
  };
}

/** The entry for the public registry, for whoever publishes the package under this name. */
function registryEntry() {
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: ABOUT.registryName,
    title: ABOUT.title,
    description: ABOUT.short,
    version: ABOUT.version,
    packages: [
      {
        registryType: 'npm',
        identifier: ABOUT.name,
        version: ABOUT.version,
        transport: { type: 'stdio' },
        environmentVariables: variables().map(({ name, description, secret, place }) => ({
          name,
          description,
          isRequired: false,
          isSecret: secret,
          format: place === null ? 'string' : 'filepath',
        })),
      },
    ],
  };
}

/** A workspace of VS Code that is this checkout; secrets are asked for once and kept by the editor. */
function editor() {
  const id = ({ name }: Variable) => name.toLowerCase().replaceAll('_', '-');
  return {
    inputs: variables()
      .filter(({ secret }) => secret)
      .map((variable) => ({ type: 'promptString', id: id(variable), description: variable.title, password: true })),
    servers: {
      [ABOUT.server]: {
        type: 'stdio',
        ...started(filledIn('workspaceFolder')),
        env: environment((variable) => (variable.secret ? `\${input:${id(variable)}}` : `\${env:${variable.name}}`)),
      },
    },
  };
}

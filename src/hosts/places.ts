import { posix, win32 } from 'node:path';
import type { Host } from './host.ts';

/** The machine as far as it decides where files lie and what starts the program. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Home folder of the person. */
  readonly home: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The Node.js that runs now. */
  readonly node: string;
  /** The file that it runs. */
  readonly main: string;
  now(): Date;
}

export interface HostPlace {
  readonly file: string;
  /** Exists if the host was ever started: the folder, or the file, that it makes for itself. */
  readonly made: readonly string[];
}

/** The host's file for the person, or for the project in the current folder. */
export function placeOf(host: Host, machine: Machine, project: boolean): HostPlace {
  const { join } = machine.platform === 'win32' ? win32 : posix;
  if (project && host.inProject !== null) return { file: join(machine.cwd, ...host.inProject), made: [machine.cwd] };
  const { home } = machine;
  const own = (folder: string, name: string): HostPlace => ({ file: join(folder, name), made: [folder] });
  switch (host.id) {
    case 'claude-desktop':
      return own(join(programData(machine), 'Claude'), 'claude_desktop_config.json');
    case 'claude-code': {
      const folder = set(machine.env['CLAUDE_CONFIG_DIR']);
      if (folder !== null) return own(folder, '.claude.json');
      const file = join(home, '.claude.json');
      return { file, made: [file, join(home, '.claude')] };
    }
    case 'cursor':
      return own(join(home, '.cursor'), 'mcp.json');
    case 'vscode': {
      const folder = join(programData(machine), 'Code');
      return { file: join(folder, 'User', 'mcp.json'), made: [folder] };
    }
    case 'codex':
      return own(set(machine.env['CODEX_HOME']) ?? join(home, '.codex'), 'config.toml');
    case 'gemini':
      return own(join(home, '.gemini'), 'settings.json');
  }
}

/** Where desktop programs keep what is a person's. */
function programData({ platform, home, env }: Machine): string {
  if (platform === 'win32') return set(env['APPDATA']) ?? win32.join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support');
  return set(env['XDG_CONFIG_HOME']) ?? posix.join(home, '.config');
}

function set(value: string | undefined): string | null {
  return value === undefined || value.trim() === '' ? null : value;
}

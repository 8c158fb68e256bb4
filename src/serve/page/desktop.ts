/** How a page is shown to the person at this machine. */
export type Browser =
  | { readonly kind: 'none' }
  /** What the desktop opens addresses with. */
  | { readonly kind: 'desktop' }
  | { readonly kind: 'program'; readonly path: string };

/** How the page is shown here: by the program that the settings name, else by the desktop where there is one. */
export function browserOf(setting: string | null, env: Environment, platform: NodeJS.Platform): Browser {
  if (setting === 'none') return { kind: 'none' };
  if (setting !== null) return { kind: 'program', path: setting };
  return hasDesktop(env, platform) ? { kind: 'desktop' } : { kind: 'none' };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether somebody sits in front of a desktop here: not behind SSH, not in a container, not in a pipeline. */
function hasDesktop(env: Environment, platform: NodeJS.Platform): boolean {
  if (env['SSH_CONNECTION'] !== undefined || env['CI'] !== undefined) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

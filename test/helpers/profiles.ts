import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import type { Config } from '../../src/config.ts';
import type { Settings } from '../../src/model/settings.ts';

/** The applications in use where nothing is set. */
export const DEFAULT_PROFILES = SHIPPED_PROFILES.filter(({ id }) => id === 'clari' || id === 'copilot');

/** What a configuration makes of the settings, with the profiles that it names. */
export function settingsOf({ settings, apps }: Config): Settings {
  return { ...settings, profiles: SHIPPED_PROFILES.filter(({ id }) => apps.includes(id)) };
}

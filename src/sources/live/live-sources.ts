import { assignedApps } from '../../model/apps-in-use.ts';
import type { LiveName, LiveSettings } from '../../model/live.ts';
import type { Settings } from '../../model/settings.ts';
import type { LiveSource } from './live-source.ts';
import type { Tuning } from './tuning.ts';

/**
 * Null: nothing of it is configured. Throws ERR_CONFIG where what is configured is not enough. Applications in use say
 * which of a directory are read beside Clari.
 */
export type OpenLiveSource = (
  settings: LiveSettings,
  tuning: Tuning,
  inUse: Pick<Settings, 'profiles'>,
) => Promise<LiveSource | null>;

/** Every source that can be read over the network; each loads its vendor's library when it is opened. */
export const LIVE_SOURCES: Readonly<Record<LiveName, OpenLiveSource>> = {
  okta: async (settings, tuning, inUse) =>
    (await import('../okta/okta-source.ts')).openOkta(settings, tuning, assignedApps(inUse, 'okta')),
  entra: async (settings, tuning, inUse) =>
    (await import('../entra/entra-source.ts')).openEntra(settings, tuning, assignedApps(inUse, 'entra')),
  clari: async (settings, tuning) => (await import('../clari-api/clari-source.ts')).openClari(settings, tuning),
  copilot: async (settings, tuning) => (await import('../clari-api/copilot-source.ts')).openCopilot(settings, tuning),
  salesloft: async (settings, tuning, inUse) =>
    (await import('../salesloft/salesloft-source.ts')).openSalesloft(settings, tuning, inUse),
};

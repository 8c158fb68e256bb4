import type { ResourceTemplate } from '../resource.ts';

export const app: ResourceTemplate = {
  uriTemplate: 'clari://apps/{app}',
  variable: 'app',
  name: 'app',
  title: 'What is known of one application',
  description:
    'The profile of one application, such as 6sense, salesloft or one of your own: where people are switched off and by whom, what that breaks, steps before and after, what it allows (with source, date and confidence), and what is not known, so the vendor is to be asked.',
  mimeType: 'application/json',
  async complete(typed, { settings }) {
    const { everyProfile } = await import('../app/lookups/app-profiles.ts');
    const wanted = typed.trim().toLowerCase();
    const values = everyProfile(settings.profiles)
      .map(({ id }) => id)
      .filter((id) => id.startsWith(wanted));
    return { values, total: values.length };
  },
  async read(wanted, deps) {
    const [{ currentCapabilities }, { appStanding, everyProfile, knownProfile }, { appAnswer }] = await Promise.all([
      import('../app/lookups/capabilities.ts'),
      import('../app/lookups/app-profiles.ts'),
      import('../answers/app-answer.ts'),
    ]);
    const inUse = deps.settings.profiles;
    const standing = appStanding(knownProfile(wanted, everyProfile(inUse)), inUse);
    return JSON.stringify(appAnswer(standing, await currentCapabilities(deps, standing.profile.id)).structured);
  },
};

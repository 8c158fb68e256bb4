import type { Command } from 'commander';
import { appAnswer, appsAnswer, checkedAnswer } from '../answers/app-answer.ts';
import { appStanding, everyProfile, knownProfile, profileIn, profilesInUse } from '../app/lookups/app-profiles.ts';
import { currentCapabilities } from '../app/lookups/capabilities.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

/** Profiles of applications. None of these commands opens the store, so they work where a profile is broken. */
export function appCommand(program: Command, terminal: Terminal): void {
  const clock = () => new Date().toISOString();
  const app = program.command('app').summary('applications: list, show, or check a profile of your own');
  app
    .command('list')
    .summary('which applications are known, and which are in use')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: CommonOptions) => {
      const inUse = await profilesInUse({ ...terminal.config(), now: clock() });
      print(terminal, flags, appsAnswer(everyProfile(inUse).map((profile) => appStanding(profile, inUse))));
    });
  app
    .command('show')
    .argument('<id>', 'such as 6sense')
    .summary('what is known of one application, from where, and what is not known')
    .option('--json', 'one JSON document on stdout')
    .action(async (id: string, flags: CommonOptions) => {
      const config = terminal.config();
      const profiles = await profilesInUse({ ...config, now: clock() });
      const standing = appStanding(knownProfile(id, everyProfile(profiles)), profiles);
      const deps = { home: config.home, clock, settings: { ...config.settings, profiles } };
      print(terminal, flags, appAnswer(standing, await currentCapabilities(deps, standing.profile.id)));
    });
  app
    .command('check')
    .argument('<file>', 'a profile, in the data folder or on its way there')
    .summary('whether a profile of your own is understood, and what it says')
    .option('--json', 'one JSON document on stdout')
    .action(async (file: string, flags: CommonOptions) => {
      print(terminal, flags, checkedAnswer(file, await profileIn(file, terminal.config().home, clock())));
    });
}

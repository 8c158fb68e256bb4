import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { daysAgo, identity, snapshot } from '../../helpers/model-builders.ts';
import { type Situation, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const LIVE = { mode: 'full', fullReadAt: daysAgo(1), cursor: null, gaps: [] } as const;
const okta = (over: Partial<Snapshot> = {}) => snapshot({ kind: 'directory', ...over });
const hr = (over: Partial<Snapshot> = {}) => snapshot({ kind: 'directory', directory: 'hr', ...over });
const gone = identity({ entitlement: 'deactivated' });
const inHr = identity({ directory: 'hr', identityId: 'h1' });
const undeclared = { directories: null };

describe('a directory that only tool calls named', () => {
  const byTool = { importedVia: 'stdio' } as const;
  const cases: readonly (readonly [name: string, situation: Situation, word: string])[] = [
    [
      'clears nobody',
      { person: [gone, inHr], reads: [snapshot(), okta(), hr(byTool)] },
      'leaver_active/identity_deactivated',
    ],
    [
      'accuses nobody',
      { person: [{ ...gone, directory: 'hr' }], reads: [snapshot(), okta(), hr(byTool)] },
      'inconclusive/directory_not_accepted',
    ],
    ['is no place where nobody was found', { reads: [snapshot(), hr(byTool)] }, 'inconclusive/directory_not_accepted'],
    [
      'nor over HTTP',
      { person: [inHr], reads: [snapshot(), okta(), hr({ importedVia: 'http' })] },
      'inconclusive/directory_not_accepted',
    ],
    [
      'counts once a person imported it',
      { person: [inHr], reads: [snapshot(), hr(byTool), hr({ asOf: daysAgo(2) })] },
      'ok/entitled',
    ],
    [
      'counts where it is read live',
      { person: [inHr], reads: [snapshot(), hr({ ...byTool, live: LIVE })] },
      'ok/entitled',
    ],
    [
      'counts where it was in the store before',
      { person: [inHr], reads: [snapshot(), hr({ importedVia: null })] },
      'ok/entitled',
    ],
    [
      'counts where it is declared',
      { person: [inHr], reads: [snapshot(), hr(byTool)], settings: { directories: ['hr'] } },
      'ok/entitled',
    ],
  ];
  test.each(cases)('%s', (_name, situation, word) => {
    expect(wordOf({ settings: undeclared, ...situation })).toBe(word);
  });

  test('the next step names both ways to accept it', () => {
    const { nextStep, evidence } = verdictOf({
      person: [inHr],
      reads: [snapshot(), okta(), hr(byTool)],
      settings: undeclared,
    });
    expect(nextStep).toContain('CLARI_IDENTITY_DIRECTORIES=okta,hr');
    expect(nextStep).toContain('import FILE --kind directory --directory hr');
    expect(evidence.map((row) => row.fact).join('\n')).toContain('nobody accepted it: shown, not counted');
  });
});

describe('directories of which nobody said that they govern Clari, and that disagree', () => {
  const cases: readonly (readonly [name: string, situation: Situation, word: string])[] = [
    [
      'are for a person to look at',
      { reads: [snapshot(), okta(), hr()] },
      'needs_review/undeclared_directory_disagrees',
    ],
    [
      'one of them live too',
      { reads: [snapshot(), okta({ live: LIVE }), hr()] },
      'needs_review/undeclared_directory_disagrees',
    ],
    [
      'both live: who is let in anywhere is no leaver',
      { reads: [snapshot(), okta({ live: LIVE }), hr({ live: LIVE })] },
      'ok/entitled',
    ],
    [
      'both there before it was kept who brings a read',
      { reads: [snapshot(), okta({ importedVia: null }), hr({ importedVia: null })] },
      'ok/entitled',
    ],
    ['declared', { reads: [snapshot(), okta(), hr()], settings: { directories: ['okta', 'hr'] } }, 'ok/entitled'],
    [
      'by an old read: first that is read again',
      { person: [gone, { ...inHr, asOf: daysAgo(30) }], reads: [snapshot(), okta(), hr({ asOf: daysAgo(30) })] },
      'inconclusive/directory_stale',
    ],
    [
      'nothing is held against anybody for minutes',
      { person: [{ ...gone, revokedAt: daysAgo(0.001) }, inHr], reads: [snapshot(), okta(), hr()] },
      'ok/entitled',
    ],
  ];
  test.each(cases)('%s', (_name, situation, word) => {
    expect(wordOf({ settings: undeclared, person: [gone, inHr], ...situation })).toBe(word);
  });

  test('the next step says who says what', () => {
    const { nextStep } = verdictOf({ settings: undeclared, person: [gone, inHr], reads: [snapshot(), okta(), hr()] });
    expect(nextStep).toContain('okta calls the person gone and hr lets them in');
  });
});

import { describe, expect, test } from 'vitest';
import { controlMap, FRAMEWORKS } from '../../src/controls/index.ts';
import { EVIDENCE_PARTS, FRAMEWORK_IDS, isPackSection } from '../../src/model/control.ts';

const NOW = '2026-12-01T12:00:00.000Z';
const { evidence } = controlMap(FRAMEWORKS, [], NOW);

test.each([
  ['soc2', ['CC6.1', 'CC6.2', 'CC6.3']],
  ['iso27001', ['A.5.15', 'A.5.16', 'A.5.18', 'A.8.2', 'A.8.3']],
  ['nist-800-53', ['AC-2', 'AC-6(7)', 'PS-4']],
  ['pci-dss', ['7.2.4', '8.2.5']],
  ['hipaa', ['164.308(a)(3)(ii)(C)', '164.308(a)(4)']],
  ['sox', ['ITGC access', 'Section 404']],
])('%s has the controls %j', (id, controls) => {
  expect(FRAMEWORKS.find((one) => one.id === id)?.controls.map((one) => one.id)).toEqual(controls);
});

test('there is one framework for each name that a person can choose, in the same order', () => {
  expect(FRAMEWORKS.map(({ id }) => id)).toEqual(FRAMEWORK_IDS);
});

test.each(EVIDENCE_PARTS)('%s is evidence for at least one control', (part) => {
  expect(evidence.filter((one) => one.part === part)).not.toEqual([]);
});

const CONTROLS = FRAMEWORKS.flatMap((framework) =>
  framework.controls.map((control) => [`${framework.name} ${control.id}`, control] as const),
);

describe.each(CONTROLS)('%s', (_name, control) => {
  const parts = EVIDENCE_PARTS.flatMap((part) => {
    const showing = control.evidence[part];
    return showing === undefined ? [] : [{ part, ...showing }];
  });

  test('has at least one section of the pack', () => {
    expect(parts.filter(({ part }) => isPackSection(part))).not.toEqual([]);
  });

  test('says in whole sentences what each part shows and what it does not', () => {
    for (const { part, shows, showsNot } of parts)
      for (const text of [shows, showsNot]) {
        expect(text, part).toMatch(/^[A-Z].{10,240}\.$/s);
        // A part of a pack shows something; it makes nobody compliant.
        expect(text, part).toMatch(/^(?!.*\b(complian|complies|comply|certif|satisf|fulfil|guarantee|ensures))/i);
      }
    for (const { part, shows, showsNot } of parts) expect(shows, part).not.toBe(showsNot);
  });

  test('has a source with an address, a day, and how far it can be trusted', () => {
    expect(control.asks).toMatch(/^[A-Z].*\.$/);
    expect(control.source).toEqual({
      title: expect.stringMatching(/\S/),
      url: expect.stringMatching(/^https:\/\/[^\s]+$/),
    });
    expect(control.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    // None of the standards themselves was read.
    expect(['first-party-relayed', 'third-party']).toContain(control.confidence);
  });
});

test.each([
  ['2026-12-01T12:00:00.000Z', false],
  ['2027-08-01T12:00:00.000Z', true],
])('at %s a statement read on 2026-12-01 is old: %s', (now, old) => {
  const read = controlMap(FRAMEWORKS, [], now).evidence.filter((one) => one.date === '2026-12-01');
  expect(read.length).toBeGreaterThan(0);
  expect(new Set(read.map((one) => one.old))).toEqual(new Set([old]));
});

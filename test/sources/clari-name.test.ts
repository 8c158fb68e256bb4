import { describe, expect, test } from 'vitest';
import { isAbout } from '../../src/sources/detection/app-name.ts';
import { namesClari } from '../../src/sources/detection/clari-name.ts';

describe('a name', () => {
  test.each([
    'Clari',
    'CLARI',
    ' clari ',
    'Clari (Production)',
    'Clari - SSO',
    'Clari SAML',
    'ClariSSO',
    'clari_prod',
    'Okta/Clari',
    'clari.com',
    'Clari\u200b',
  ])('%j is Clari’s', (name) => {
    expect(namesClari(name)).toBe(true);
  });

  test.each([
    'Clarity PPM',
    'Claris FileMaker',
    'Clarify',
    'Clarizen',
    'Clari5',
    'Eclari',
    'Clari Copilot',
    'ClariCopilot',
    'Groove by Clari',
    'Clari Sandbox',
    'Clari (UAT)',
    'Slack',
    '',
    '-',
  ])('%j is not', (name) => {
    expect(namesClari(name)).toBe(false);
  });
});

test.each([
  ['Clari', '', true],
  ['', '', true],
  ['', 'Clari', true],
  ['', 'Clarity', false],
  ['SAML App', 'Clari', true],
  ['SAML App', 'Clarity', false],
  ['template_saml_2_0', 'Clari (EMEA)', true],
  ['Custom OIDC app', 'Clari Copilot', false],
  ['Clari', 'Revenue platform', true],
  ['Clari', 'Clari Copilot', false],
  ['Clari', 'Clari Sandbox', false],
  ['Salesforce', 'Salesforce for Clari', false],
  ['Clarity PPM', 'Clari', false],
])('application %j with instance %j is about Clari: %s', (application, instance, expected) => {
  expect(isAbout({ id: 'clari', name: 'Clari' }, application, instance)).toBe(expected);
});

test.each([
  ['Salesloft', '', true],
  ['', '', true],
  ['salesloft (SAML)', '', true],
  ['SAML App', 'Salesloft', true],
  ['Clari', '', false],
  ['Salesloft Sandbox', '', false],
  ['Salesloft', 'Salesloft UAT', false],
  ['Clari Copilot', 'Clari', false],
])('application %j with instance %j is about Salesloft: %s', (application, instance, expected) => {
  expect(isAbout({ id: 'salesloft', name: 'Salesloft' }, application, instance)).toBe(expected);
});

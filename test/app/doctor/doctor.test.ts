import { expect, test } from 'vitest';
import { doctorAnswer } from '../../../src/answers/doctor-answer.ts';
import { type DoctorOptions, doctor } from '../../../src/app/doctor/doctor.ts';
import { ClariIdentityError } from '../../../src/model/errors.ts';
import { liveAcme } from '../../helpers/live-acme.ts';
import { serviceAppSettings, TOKEN, tokenSettings } from '../../helpers/okta-server.ts';

type Live = Awaited<ReturnType<typeof liveAcme>>;

async function checked({ world }: Live, over: Partial<DoctorOptions> = {}) {
  const checks = await doctor({ ...world, witness: null, judgements: false, open: async () => world, ...over });
  const { structured, text } = doctorAnswer(checks);
  expect(text).not.toContain(TOKEN);
  return {
    status: structured.status,
    text,
    state: (name: string) => checks.find((one) => one.name === name)?.state,
    check: (name: string) => checks.find((one) => one.name === name),
    area: (area: string) => checks.filter((one) => one.area === area),
  };
}

const SCOPES = ['okta.apps.read', 'okta.users.read', 'okta.logs.read', 'okta.groups.read'];

test('everything that works is said to, with what it buys', async () => {
  const { status, state, text } = await checked(await liveAcme({}, serviceAppSettings));
  expect(status).toBe('ok');
  for (const name of ['sign-in', ...SCOPES, 'data folder']) expect(state(name)).toBe('works');
  expect(text).toContain('Who ended an access and when');
});

test.each(SCOPES)('%s is missing: what it costs, and how to get it', async (scope) => {
  for (const settings of [serviceAppSettings, tokenSettings]) {
    const scopes = SCOPES.filter((one) => one !== scope);
    const { status, state, check } = await checked(await liveAcme({ scopes }, settings));
    expect(status).toBe('degraded');
    expect(state(scope)).toBe('missing');
    expect(check(scope)?.remedy).toContain(scope);
    for (const other of scopes.filter((one) => one !== 'okta.groups.read')) expect(state(other)).toBe('works');
  }
});

test('credentials that do not work are said once, not scope by scope', async () => {
  const fault = () => ({ status: 401, json: { errorCode: 'E0000011' } });
  const { status, area } = await checked(await liveAcme({ fault }));
  expect(status).toBe('failed');
  expect(area('okta').filter((one) => one.state === 'failed')).toMatchObject([
    { name: 'sign-in', remedy: expect.stringContaining('E0000011') },
  ]);
});

test('an application that is not found leaves the other checks', async () => {
  const { state, check } = await checked(await liveAcme({ apps: [] }));
  expect(check('Clari application')).toMatchObject({
    state: 'failed',
    remedy: expect.stringContaining('OKTA_CLARI_APP_ID'),
  });
  expect(state('okta.users.read')).toBe('works');
});

test('an API token is said to be over-privileged', async () => {
  const { text } = await checked(await liveAcme());
  expect(text).toContain('may do everything that the person who made it may');
});

test('sources that are not configured name what to set, and a half configured one what is missing', async () => {
  const { area } = await checked(await liveAcme({}, (origin) => tokenSettings(origin, { apiToken: null })));
  expect(area('okta')).toMatchObject([{ state: 'failed', remedy: expect.stringContaining('OKTA_PRIVATE_KEY_FILE') }]);
  expect(area('entra')).toMatchObject([
    { state: 'not_configured', remedy: expect.stringContaining('AZURE_TENANT_ID') },
  ]);
});

test('a store that does not open is one fault among the others', async () => {
  const open = async () => {
    throw new ClariIdentityError('ERR_STORE_BUSY', 'The database is locked.', 'Close the other program.');
  };
  const { status, area, state } = await checked(await liveAcme(), { open });
  expect(status).toBe('failed');
  expect(area('store')).toMatchObject([
    { state: 'failed', remedy: 'The database is locked. Close the other program.' },
  ]);
  expect(state('okta.users.read')).toBe('works');
});

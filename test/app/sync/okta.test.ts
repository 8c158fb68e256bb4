import { expect, test } from 'vitest';
import { z } from 'zod';
import { connect } from '../../helpers/connect.ts';
import { liveAcme } from '../../helpers/live-acme.ts';

const found = z.object({ accounts: z.array(z.object({ email: z.string(), finding: z.string(), reason: z.string() })) });

test('one sync replaces the downloaded files', async () => {
  const { world } = await liveAcme();
  const { call } = await connect(world);
  const synced = await call('sync_directory', { directory: 'okta', response_format: 'detailed' });
  expect(synced).toMatchObject({
    isError: false,
    structured: {
      status: 'synced',
      reads: [
        { kind: 'directory', completeness: 'complete', mode: 'full', rows: 5 },
        { kind: 'directory-assignments', completeness: 'complete', mode: 'full', rows: 3 },
      ],
      warnings: [expect.stringContaining('service app'), expect.stringContaining('the group "Sales"')],
    },
  });
  const { accounts } = found.parse((await call('find_orphaned_accounts')).structured);
  expect(accounts.map((one) => [one.email, one.finding, one.reason])).toEqual([
    ['leo@acme.com', 'leaver_active', 'identity_deactivated'],
    ['sue@acme.com', 'leaver_active', 'suspended_maybe_leave'],
    ['una@acme.com', 'unassigned_active', 'assignment_gone'],
    ['ghost@acme.com', 'orphaned', 'no_identity_in_any_directory'],
  ]);
});

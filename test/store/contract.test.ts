import { describe, expect, test } from 'vitest';
import { everyContract } from './contract/every-contract.ts';
import { usableBindings } from './databases.ts';

const bindings = await usableBindings();

test('at least one SQLite is there to test', () => {
  expect(bindings).not.toEqual([]);
});

describe.each([...bindings, 'postgres'] as const)('%s', (database) => {
  everyContract(database);
});

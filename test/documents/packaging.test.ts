import { describe, test } from 'vitest';
import { packageFiles } from '../../packaging/files.ts';
import { expectGolden } from './generated.ts';

describe('the files of packages for hosts are what their one source says', () => {
  test.each(Object.entries(packageFiles()))('%s', (path, text) => expectGolden(`packaging/${path}`, text));
});

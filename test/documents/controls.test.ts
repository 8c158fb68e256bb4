import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlMap, FRAMEWORKS } from '../../src/controls/index.ts';
import { type EvidencePart, isPackSection } from '../../src/model/control.ts';
import { EXCHANGE_FORMATS } from '../../src/model/exchange-format.ts';
import { company, exporting, NOW } from '../exports/company.ts';
import { expectGenerated, expectGolden } from './generated.ts';

const { evidence } = controlMap(FRAMEWORKS, [], NOW);

test('controls.csv of the small company is as its golden file says', async () => {
  const { command, folder } = await exporting(await company());
  const pack = join(folder, 'pack');
  const { code, err } = await command('evidence', 'export', '--out', pack);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  await expectGolden('test/golden/controls.csv', await readFile(join(pack, 'controls.csv'), 'utf8'));
});

test('the table of exports says for which controls each is evidence', async () => {
  const rows = EXCHANGE_FORMATS.flatMap((format) =>
    evidence
      .filter(({ part }) => part === format)
      .map(
        ({ frameworkName, control, showing }) =>
          `| \`${format}\` | ${frameworkName} ${control} | ${showing?.shows} | ${showing?.showsNot} |`,
      ),
  );
  await expectGenerated(
    'docs/exports.md',
    'controls',
    ['| format | control | it shows | it does not show |', '|---|---|---|---|', ...rows].join('\n'),
  );
});

test('the table of controls says which sections are evidence for each, and by which source', async () => {
  const isSection = (part: EvidencePart) => isPackSection(part);
  const rows = FRAMEWORKS.flatMap(({ id, name, version, controls }) =>
    controls.map((control) => {
      const sections = evidence
        .filter((one) => one.framework === id && one.control === control.id && isSection(one.part))
        .map(({ part }) => `\`${part}\``);
      const { source, date, confidence } = control;
      return `| \`${id}:${control.id}\` | ${name}, ${version} | ${control.asks} | ${sections.join(', ')} | [${source.title}](${source.url}), ${date}, ${confidence} |`;
    }),
  );
  await expectGenerated(
    'docs/evidence-pack.md',
    'controls',
    ['| control | framework | what it asks, in our words | sections | source |', '|---|---|---|---|---|', ...rows].join(
      '\n',
    ),
  );
});

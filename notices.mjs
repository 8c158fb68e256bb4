import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders of the packages of which anything is in the bundle, by esbuild's account of it. */
export function bundledPackages({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  const folders = inputs.flatMap(([path]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** Writes who made what is bundled, and under which terms: their licences ask for it wherever a copy goes. */
export async function writeNotices(metafile, folder) {
  const parts = await Promise.all(bundledPackages(metafile).map(notice));
  await writeFile(
    join(folder, 'THIRD-PARTY-NOTICES.txt'),
    `This program contains the following packages.\n\n${parts.join('\n')}`,
  );
}

async function notice(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const terms =
    texts.length > 0
      ? texts.join('\n')
      : `The package names its terms (${license}) and has no text of them. Author: ${author?.name ?? author ?? 'not named'}.`;
  return `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${terms.replaceAll('\r\n', '\n').trim()}\n`;
}

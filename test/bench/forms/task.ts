import { readFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';
import { fileInput } from '../../../src/sources/file/input.ts';
import { inspectFile } from '../../../src/sources/inspect.ts';
import { writeJson, writeLdif, writeWorkbook } from './files.ts';

// One task in a process of its own, so that its memory is its own: what it took goes to stdout as JSON.
const [task = '', path = '', form = '', rows = ''] = process.argv.slice(2);

/** What an import does with a file before anything is stored. */
async function ours(): Promise<number> {
  const started = performance.now();
  const said = { kind: 'directory', directory: 'okta', asOf: null, completeness: null, filter: null } as const;
  const inspected = await inspectFile(fileInput(path), { ...said, mapping: {} }, new Date().toISOString());
  const batches = inspected.rows({});
  let people = 0;
  for (let next = await batches.next(); next.done !== true; next = await batches.next())
    people += next.value.observations.length;
  if (people !== Number(rows)) throw new Error(`${people} of ${rows} people`);
  return performance.now() - started;
}

/** The libraries under ours: every cell of the sheet and every shared text unpacked and parsed once, and nothing done with them. */
async function walked(): Promise<number> {
  const started = performance.now();
  const zip = await fromBufferPromise(await readFile(path), { lazyEntries: true, autoClose: false });
  let cells = 0;
  for await (const entry of zip.eachEntry()) {
    if (!/(?:sheet\d+|sharedStrings)\.xml$/.test(entry.fileName)) continue;
    const parser = new SaxesParser({ position: false, xmlns: false });
    let text = '';
    parser.on('opentag', ({ name }) => {
      if (name === 'c' || name === 'si') cells += 1;
    });
    parser.on('text', (piece) => {
      text = piece;
    });
    parser.on('closetag', () => undefined);
    const decoder = new TextDecoder();
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      const bytes: unknown = piece;
      if (bytes instanceof Uint8Array) parser.write(decoder.decode(bytes, { stream: true }));
    }
    parser.close();
    if (text.length < 0) throw new Error('no text');
  }
  if (cells < Number(rows)) throw new Error(`${cells} cells`);
  return performance.now() - started;
}

const TASKS: Readonly<Record<string, () => Promise<number>>> = {
  ours,
  walked,
  make: async () => {
    const count = Number(rows);
    if (form === 'inline' || form === 'shared') await writeWorkbook(path, count, form);
    else if (form === 'ldif') await writeLdif(path, count);
    else if (form === 'list' || form === 'lines') await writeJson(path, count, form);
    return 0;
  },
};

const run = TASKS[task];
if (run === undefined) throw new Error(`no task ${task}`);
process.stdout.write(JSON.stringify(await run()));

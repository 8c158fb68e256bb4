import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { BAD_INPUTS, costOf } from './bad-input.ts';
import { count, MEASURED_HEAD, type Measured, measure, measuredRow } from './measure.ts';
import { pairsRow } from './pairs.ts';
import { ALIASES, population } from './population.ts';
import { labelledRows, splitsOf } from './sets.ts';

const USAGE = `npm run bench:correlation                      the generated companies, bad input, speed
npm run bench:correlation -- --accounts A.csv --identities B.csv --key COLUMN
npm run bench:correlation -- --file ONE.csv --key COLUMN     several rows of a person in one file
  --key-pattern REGEX   its first group is the key     --map FIELD=HEADER   repeatable`;

const { values: flags } = parseArgs({
  options: {
    accounts: { type: 'string' },
    identities: { type: 'string' },
    file: { type: 'string' },
    key: { type: 'string' },
    'key-pattern': { type: 'string' },
    map: { type: 'string', multiple: true, default: [] },
    rows: { type: 'string', default: '100000' },
    case: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function files(): Promise<void> {
  const { key: header, accounts, identities, file } = flags;
  if (header === undefined || (file === undefined && (accounts === undefined || identities === undefined)))
    throw new Error(USAGE);
  const pattern = flags['key-pattern'];
  const key = { header, pattern: pattern === undefined ? null : new RegExp(pattern) };
  const mapping = Object.fromEntries(flags.map.map((one) => one.split('=', 2)));
  say(...MEASURED_HEAD);
  if (file !== undefined) {
    const rows = await labelledRows(file, mapping, key);
    for (const { name, ...split } of splitsOf(rows)) say(measuredRow(name, measure(split.accounts, split.identities)));
  } else if (accounts !== undefined && identities !== undefined) {
    const [left, right] = [await labelledRows(accounts, mapping, key), await labelledRows(identities, mapping, key)];
    say(measuredRow('the two files', measure(left, right)));
  }
}

function generated(): void {
  say(...MEASURED_HEAD);
  let last: Measured | null = null;
  const labels = new Map<object, string>();
  for (const [size, seed] of [
    [2_000, 1],
    [2_000, 2],
    [20_000, 3],
  ] as const) {
    const { accounts, identities } = population(size, seed);
    for (const account of accounts) labels.set(account, account.mutation);
    last = measure(accounts, identities, { domainAliases: ALIASES });
    say(measuredRow(`generated company of ${size}, seed ${seed}`, last));
  }
  if (last === null) return;
  say('', 'The last of them, by what happened to the records:', '');
  say('| what happened | accounts | linked rightly | wrongly | candidate | nothing |', '|---|---|---|---|---|---|');
  for (const label of [...new Set(labels.values())].sort()) {
    const own = last.outcomes.filter((one) => labels.get(one.account) === label);
    const unlinked = own.filter((one) => one.linked === 'none');
    const cells = [
      own.length,
      count(own, (one) => one.linked === 'right'),
      count(own, (one) => one.linked === 'wrong'),
      count(unlinked, (one) => one.correlation.candidates.length > 0),
      count(unlinked, (one) => one.correlation.candidates.length === 0),
    ];
    say(`| ${label} | ${cells.join(' | ')} |`);
  }
}

/** Each in a process of its own, so that one does not pay for the rubbish of another. */
function badInput(rows: number): void {
  say(
    '',
    `Bad input, ${rows} accounts against ${rows} identities; processor time and memory of the index and the matching`,
    '',
  );
  say(
    '| input | CPU s | times ordinary | peak MB | times ordinary | linked | answers that say what was capped | |',
    '|---|---|---|---|---|---|---|---|',
  );
  const baselines = new Map<string, { readonly cpuMs: number; readonly peakMb: number }>();
  for (const { name, as } of BAD_INPUTS) {
    const [node, script] = process.argv;
    const child = spawnSync(node ?? 'node', ['--expose-gc', script ?? '', '--case', name, '--rows', String(rows)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { cpuMs, peakMb, linked, capped }: ReturnType<typeof costOf> = JSON.parse(child.stdout);
    if (as === null) baselines.set(name, { cpuMs, peakMb });
    const baseline = baselines.get(as ?? name) ?? { cpuMs, peakMb };
    const [slower, bigger] = [cpuMs / baseline.cpuMs, peakMb / baseline.peakMb];
    const verdict = slower <= 2 && bigger <= 2 ? 'met' : 'NOT MET';
    say(
      `| ${name} | ${(cpuMs / 1000).toFixed(1)} | ${slower.toFixed(2)} | ${peakMb.toFixed(0)} | ${bigger.toFixed(2)} | ${linked} | ${capped} | ${verdict} |`,
    );
  }
}

if (flags.help) say(USAGE);
else if (flags.case !== undefined) {
  const bad = BAD_INPUTS.find((one) => one.name === flags.case);
  if (bad !== undefined) say(JSON.stringify(costOf(bad, Number(flags.rows))));
} else if (flags.file !== undefined || flags.accounts !== undefined) await files();
else {
  const [cpu] = cpus();
  say(`Node ${process.version}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`, '');
  generated();
  say('', '| speed | ours | baseline | share | target | | n |', '|---|---|---|---|---|---|---|', pairsRow());
  badInput(Number(flags.rows));
}

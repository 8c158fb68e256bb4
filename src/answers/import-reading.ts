import { bare } from '../model/foreign.ts';
import type { Reading, Sense, UsedColumn, ValueCount } from '../model/snapshot.ts';
import { quoted, quotedList } from '../sources/cells/text.ts';

type Sample = Readonly<Record<string, string | null>>;

const SENSES: Readonly<Record<Sense, string>> = {
  words: 'its words say it',
  yes_is_active: 'a yes means active',
  yes_is_inactive: 'a yes means closed',
  yes_is_suspended: 'a yes means suspended',
  yes_is_deleted: 'a yes means deleted',
  yes_is_assigned: 'a yes means assigned',
  account_control: 'bit 2 of userAccountControl means disabled',
  onelogin: 'the numbers are those of OneLogin',
  ended_on: 'the day of a deletion',
  leaves_on: 'the last day, past or to come',
  reason: 'a reason says that somebody left',
};

/** How a file was read, for the typed answer; absent for JSON, whose keys are named by who made it. */
export function readingAnswer(reading: Reading | null, samples: readonly Sample[]) {
  if (reading === null) return {};
  return {
    reading: {
      used: reading.used.map(({ field, header, sense, basis, isBlank }) => ({
        field,
        header,
        ...(sense === null ? {} : { sense }),
        ...(basis === 'stated' ? { stated: true } : {}),
        ...(isBlank ? { blank: true } : {}),
      })),
      unused: reading.unused.map(({ header, looksLike }) => ({ header, looks_like: looksLike })),
      values: [
        ...reading.notUnderstood.map((one) => valueAnswer(one, 'unknown')),
        ...reading.takenForMissing.map((one) => valueAnswer(one, 'missing')),
      ],
      unreadable: [...reading.unreadable],
      samples: samples.map((sample) => ({ ...sample })),
    },
  };
}

/** A value that is not what it looks like: unknown until a mapping settles it, or none at all. */
function valueAnswer({ header, value, rows }: ValueCount, taken_as: 'missing' | 'unknown') {
  return { header, value, rows, taken_as };
}

/** The same as lines: first what decides who is active, then what was left aside, then three people. */
export function readingLines(reading: Reading | null, samples: readonly Sample[]): readonly string[] {
  if (reading === null) return [];
  const { used, unused } = reading;
  const plain = used.filter((one) => one.sense === null);
  const suspicious = unused.filter((one) => one.looksLike !== 'nothing');
  const others = unused.filter((one) => one.looksLike === 'nothing');
  return [
    ...used.filter((one) => one.sense !== null).map((one) => `  ${senseLine(one)}`),
    ...(plain.length === 0 ? [] : [`  ${plain.map((one) => `${one.field} from ${quoted(one.header)}`).join('; ')}.`]),
    ...(suspicious.length === 0
      ? []
      : [
          `  not used, though they look like it: ${suspicious.map((one) => `${quoted(one.header)} (${one.looksLike})`).join(', ')}. --map FIELD=HEADER uses one.`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `  not used: ${quotedList(
            others.map((one) => one.header),
            12,
          )}.`,
        ]),
    ...valueLine('taken for missing', reading.takenForMissing),
    ...valueLine('not understood', reading.notUnderstood),
    ...samples.map((sample) => `  as read, ${sampleLine(sample)}`),
  ];
}

function senseLine({ field, header, sense, basis, isBlank }: UsedColumn): string {
  const means = sense === null ? '' : `: ${SENSES[sense]}`;
  return `${field} from ${quoted(header)}${means}${basis === 'stated' ? ', as stated' : ''}${isBlank ? '; it is blank in every row' : ''}.`;
}

function valueLine(label: string, counts: readonly ValueCount[]): readonly string[] {
  if (counts.length === 0) return [];
  const values = counts.map(({ header, value, rows }) => `${quoted(header)} ${quoted(value)} (${rows})`);
  return [`  ${label}, with how many rows: ${values.join(', ')}.`];
}

function sampleLine({ line, ...fields }: Sample): string {
  const said = Object.entries(fields).flatMap(([field, value]) =>
    value === null ? [] : [`${bare(field)} ${quoted(value)}`],
  );
  return `line ${line == null ? '?' : bare(line)}: ${said.join(', ')}`;
}

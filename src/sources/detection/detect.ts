import type { AppProfile } from '../../model/app-profile.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Kind } from '../../model/snapshot.ts';
import { quotedList } from '../cells/text.ts';
import { headerFingerprint, headerKey } from '../csv/header.ts';
import type { Layout } from '../csv/layout.ts';
import { valuesOf } from '../csv/layout.ts';
import { isRecordFile } from '../csv/record-file.ts';
import { type KindSpec, type Marker, STRONG } from '../kinds/kind-spec.ts';
import { KIND_SPECS, specOf, tableSpecOf } from '../kinds/kinds.ts';
import { clarisOwn } from './clari-own.ts';
import { marksOf, SALESFORCE } from './vendors.ts';

const USERS = 'clari-users';
const ENOUGH = 4;
const LEAD = 2;
/** How far another kind must be ahead to contradict a stated one. */
const CONTRADICTION = 4;

export interface DetectedKind {
  readonly spec: KindSpec;
  readonly basis: 'stated' | 'content';
  readonly why: readonly string[];
  /** What is odd about it, as warnings of the header line. */
  readonly remarks: readonly string[];
}

interface Score {
  readonly spec: KindSpec;
  readonly points: number;
  readonly certain: boolean;
  /** Headers of the file that spoke for it. */
  readonly headers: readonly string[];
}

/**
 * Identifies a file from its headers and first values. Weak or balanced evidence is an error that asks, never a guess.
 * Many applications write lists of users: one counts as Clari's only if something in it is Clari's own, if `seenBefore`
 * (fingerprints of earlier users exports) has its headers, or if a person says so.
 */
export function detectKind(
  layout: Layout,
  stated: Kind | null,
  mapping: Readonly<Record<string, string>>,
  fileName: string,
  seenBefore: ReadonlySet<string>,
  profile: AppProfile | null = null,
): DetectedKind {
  const scores = KIND_SPECS.map((spec) => scoreOf(spec, layout)).sort((a, b) => b.points - a.points);
  const isKnown = seenBefore.has(headerFingerprint(layout.keys));
  if (stated !== null) return checkStated(tableSpecOf(stated, profile), scores, { layout, mapping, fileName, isKnown });
  if (isKnown && !scores.some((score) => score.certain && score.spec.kind !== USERS)) {
    return {
      spec: specOf(USERS),
      basis: 'content',
      why: ['It is a Clari users export: earlier ones had these headers.'],
      remarks: [],
    };
  }
  const [best, second] = scores;
  if (best === undefined || best.points < 2) throw unknownKind(layout, fileName);
  const rivals = scores.filter((score) => score.points > best.points - LEAD && score.points >= 2);
  if (rivals.some((score) => score.spec.kind === USERS)) refuseSalesforce(layout, fileName);
  if (rivals.length > 1) throw ambiguous(rivals, fileName);
  if (best.points < ENOUGH) throw weak(best, fileName);
  if (best.spec.kind === USERS && clarisOwn(layout).length === 0) throw notClaris(best, fileName);
  const why = [
    `It is ${best.spec.title}: ${quotedList(best.headers, 8)} ${best.headers.length === 1 ? 'says' : 'say'} so.`,
  ];
  if (second !== undefined && second.points >= ENOUGH) {
    why.push(`${quotedList(second.headers, 4)} would also fit ${second.spec.title}, but less.`);
  }
  return { spec: best.spec, basis: 'content', why, remarks: [] };
}

/** The kind that the headers of a table are of for certain; null: they are of none. */
export function certainKind(layout: Layout): KindSpec | null {
  const [best] = KIND_SPECS.map((spec) => scoreOf(spec, layout)).sort((a, b) => b.points - a.points);
  return best?.certain === true && best.points >= ENOUGH ? best.spec : null;
}

function scoreOf(spec: KindSpec, layout: Layout): Score {
  const matched = spec.markers.filter((marker) => holds(marker, layout));
  const keys = new Set(matched.flatMap((marker) => marker.headers));
  const points = matched.reduce((sum, marker) => sum + marker.weight, 0);
  return {
    spec,
    points,
    certain: matched.some((marker) => marker.weight >= STRONG),
    headers: layout.headers.filter((_, index) => keys.has(layout.keys[index] ?? '')),
  };
}

function holds(marker: Marker, layout: Layout): boolean {
  if (!marker.headers.every((header) => layout.keys.includes(header))) return false;
  return marker.values?.(valuesOf(layout, layout.keys.indexOf(marker.headers.at(-1) ?? ''))) ?? true;
}

interface Offered {
  readonly layout: Layout;
  readonly mapping: Readonly<Record<string, string>>;
  readonly fileName: string;
  /** Earlier users exports had these headers. */
  readonly isKnown: boolean;
}

function checkStated(
  spec: KindSpec,
  scores: readonly Score[],
  { layout, mapping, fileName, isKnown }: Offered,
): DetectedKind {
  refuseRecords(spec.kind, layout, fileName);
  const own = scores.find((score) => score.spec === spec)?.points ?? scoreOf(spec, layout).points;
  const other = scores.find(
    (score) =>
      contradicts(score.spec.kind, spec.kind) &&
      ((score.certain && score.points >= own + CONTRADICTION) ||
        (isKnown && score.spec.kind === USERS && spec.kind !== 'app-users')),
  );
  if (other !== undefined && !mapsIdentifier(spec, mapping)) throw mismatch(spec, other, fileName);
  const why = [`It is ${spec.title}, as stated.`];
  if (other !== undefined)
    why.push(`Its headers ${quotedList(other.headers, 4)} are rather those of ${other.spec.title}.`);
  const salesforce = spec.kind === USERS && !isKnown ? marksOf(SALESFORCE, layout) : null;
  const remarks = salesforce === null ? [] : [likeSalesforce(salesforce.shown)];
  return { spec, basis: 'stated', why, remarks };
}

/**
 * Whether the content contradicts the stated kind. A directory download that somebody cut down to the assigned people
 * does not: it keeps the directory's columns.
 */
function contradicts(content: Kind, stated: Kind): boolean {
  return content !== stated && !(content === 'directory' && stated === 'directory-assignments');
}

/** A file of many kinds of records is no list of one kind, whatever is said of it; its users are a directory's. */
function refuseRecords(stated: Kind, layout: Layout, fileName: string): void {
  if (stated === 'directory' || !isRecordFile(layout)) return;
  throw new ClariIdentityError(
    'ERR_KIND_MISMATCH',
    `${bare(fileName)} is a baton-file: each of its rows says in "record_type" whether it is a user, a resource, an entitlement or a grant, so being in it is not being assigned, nor having an account.`,
    'Import its users with --kind directory --directory c1 (or what that directory is called here).',
  );
}

/**
 * Refuses a list of Salesforce users. Clari identifies its accounts by Salesforce ids, so beside a header of Clari's
 * own such ids alone prove nothing.
 */
function refuseSalesforce(layout: Layout, fileName: string): void {
  const marks = marksOf(SALESFORCE, layout);
  if (marks === null || (marks.shown.length === 1 && clarisOwn(layout).length > 0)) return;
  throw new ClariIdentityError(
    'ERR_KIND_AMBIGUOUS',
    `${bare(fileName)} looks like a list of Salesforce users (${marks.shown.slice(0, 3).join(', ')}), and nothing says that it is about accounts of Clari.`,
    'Import it as a directory of people: --kind directory --directory salesforce. If it really is a users export of Clari, say --kind clari-users.',
  );
}

function likeSalesforce(marks: readonly string[]): string {
  return `It looks like a list of Salesforce users (${marks.slice(0, 3).join(', ')}), not of Clari accounts, and is read as Clari's because that was stated. If it is Salesforce's, forget this read, and import the file with --kind directory --directory salesforce.`;
}

function notClaris(best: Score, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_AMBIGUOUS',
    `${bare(fileName)} is a list of users, but nothing in it is Clari's own: ${quotedList(best.headers, 6)} are headers of many applications, and no users export that was imported before had these headers.`,
    'If it is a users export of Clari, say --kind clari-users; later exports with the same headers are known by them. If it is of a directory or another system, say --kind directory --directory NAME.',
  );
}

function mapsIdentifier(spec: KindSpec, mapping: Readonly<Record<string, string>>): boolean {
  const mapped = new Set(Object.keys(mapping).map(headerKey));
  return spec.import?.identifiers.some((field) => mapped.has(headerKey(field))) === true;
}

function mismatch(spec: KindSpec, other: Score, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_MISMATCH',
    `${bare(fileName)} was offered as ${spec.title}, but ${quotedList(other.headers, 6)} are headers of ${other.spec.title}.`,
    `Import it with --kind ${other.spec.kind} (or without --kind). If it really is ${spec.title}, say which column identifies a row: --map ${spec.import?.identifiers.at(-1) ?? 'email'}=HEADER.`,
  );
}

function ambiguous(rivals: readonly Score[], fileName: string): ClariIdentityError {
  const candidates = rivals.map((score) => `${score.spec.title} (${quotedList(score.headers, 4)})`).join(' or ');
  return new ClariIdentityError(
    'ERR_KIND_AMBIGUOUS',
    `${bare(fileName)} could be ${candidates}: its headers do not decide it.`,
    `Say which it is: ${rivals.map((score) => `--kind ${score.spec.kind}`).join(' or ')}.`,
  );
}

function weak(best: Score, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_UNKNOWN',
    `${bare(fileName)} may be ${best.spec.title}, but only ${quotedList(best.headers, 4)} ${best.headers.length === 1 ? 'speaks' : 'speak'} for it, which is too little to be sure.`,
    `If it is, say --kind ${best.spec.kind}, and name columns that have other headers with --map FIELD=HEADER.`,
  );
}

function unknownKind(layout: Layout, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_UNKNOWN',
    layout.recognised === 0
      ? `${bare(fileName)}: no kind of file is recognised in it, and none of its ${layout.headers.length} headers (${layout.headerPlace}) is known. They are not repeated here: it may be something else.`
      : `${bare(fileName)}, ${layout.headerPlace}: no kind of file is recognised in its headers ${quotedList(layout.headers, 12)}.`,
    `Say what it is with --kind (${KIND_SPECS.map((spec) => spec.kind).join(', ')}), and which header feeds which field with --map FIELD=HEADER.`,
  );
}

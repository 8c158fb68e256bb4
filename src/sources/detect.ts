import { ClariIdentityError } from '../model/errors.ts';
import type { Kind } from '../model/snapshot.ts';
import { valuesOf } from './columns.ts';
import { headerKey } from './header.ts';
import { type KindSpec, type Marker, STRONG } from './kinds/kind-spec.ts';
import { KIND_SPECS, specOf } from './kinds/kinds.ts';
import type { Layout } from './layout.ts';
import { quotedList } from './text.ts';

const ENOUGH = 4;
const LEAD = 2;
/** How far another kind must be ahead to contradict a stated one. */
const CONTRADICTION = 4;
/** Many headers of a users export together, none of which is certain by itself. */
const MANY = 8;

export interface DetectedKind {
  readonly spec: KindSpec;
  readonly basis: 'stated' | 'content';
  readonly why: readonly string[];
}

interface Score {
  readonly spec: KindSpec;
  readonly points: number;
  readonly certain: boolean;
  /** Headers of the file that spoke for it. */
  readonly headers: readonly string[];
}

/** What a file is, from its headers and first values. Weak or even evidence is an error that asks, never a guess. */
export function detectKind(
  layout: Layout,
  stated: Kind | null,
  mapping: Readonly<Record<string, string>>,
  fileName: string,
): DetectedKind {
  const scores = KIND_SPECS.map((spec) => scoreOf(spec, layout)).sort((a, b) => b.points - a.points);
  if (stated !== null) return checkStated(specOf(stated), scores, mapping, fileName);
  const [best, second] = scores;
  if (best === undefined || best.points < 2) throw unknownKind(layout, fileName);
  const rivals = scores.filter((score) => score.points > best.points - LEAD && score.points >= 2);
  if (rivals.length > 1) throw ambiguous(rivals, fileName);
  if (best.points < ENOUGH) throw weak(best, fileName);
  const why = [
    `It is ${best.spec.title}: ${quotedList(best.headers, 8)} ${best.headers.length === 1 ? 'says' : 'say'} so.`,
  ];
  if (second !== undefined && second.points >= ENOUGH) {
    why.push(`${quotedList(second.headers, 4)} would also fit ${second.spec.title}, but less.`);
  }
  return { spec: best.spec, basis: 'content', why };
}

function scoreOf(spec: KindSpec, layout: Layout): Score {
  const matched = spec.markers.filter((marker) => holds(marker, layout));
  const keys = new Set(matched.flatMap((marker) => marker.headers));
  const points = matched.reduce((sum, marker) => sum + marker.weight, 0);
  const strong = matched.some((marker) => marker.weight >= STRONG);
  return {
    spec,
    points,
    certain: strong || (spec.kind === 'clari-users' && points >= MANY),
    headers: layout.headers.filter((_, index) => keys.has(layout.keys[index] ?? '')),
  };
}

function holds(marker: Marker, layout: Layout): boolean {
  if (!marker.headers.every((header) => layout.keys.includes(header))) return false;
  return marker.values?.(valuesOf(layout, layout.keys.indexOf(marker.headers.at(-1) ?? ''))) ?? true;
}

function checkStated(
  spec: KindSpec,
  scores: readonly Score[],
  mapping: Readonly<Record<string, string>>,
  fileName: string,
): DetectedKind {
  const own = scores.find((score) => score.spec === spec)?.points ?? 0;
  const other = scores.find(
    (score) => score.certain && score.points >= own + CONTRADICTION && contradicts(score.spec.kind, spec.kind),
  );
  if (other !== undefined && !mapsIdentifier(spec, mapping)) throw mismatch(spec, other, fileName);
  const why = [`It is ${spec.title}, as stated.`];
  if (other !== undefined)
    why.push(`Its headers ${quotedList(other.headers, 4)} are rather those of ${other.spec.title}.`);
  return { spec, basis: 'stated', why };
}

/** People cut a directory download down to those assigned, and then it is a list of assigned people with its columns. */
function contradicts(content: Kind, stated: Kind): boolean {
  return content !== stated && !(content === 'directory' && stated === 'directory-assignments');
}

function mapsIdentifier(spec: KindSpec, mapping: Readonly<Record<string, string>>): boolean {
  const mapped = new Set(Object.keys(mapping).map(headerKey));
  return spec.import?.identifiers.some((field) => mapped.has(headerKey(field))) === true;
}

function mismatch(spec: KindSpec, other: Score, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_MISMATCH',
    `${fileName} was offered as ${spec.title}, but ${quotedList(other.headers, 6)} are headers of ${other.spec.title}.`,
    `Import it with --kind ${other.spec.kind} (or without --kind). If it really is ${spec.title}, say which column identifies a row: --map ${spec.import?.identifiers.at(-1) ?? 'email'}=HEADER.`,
  );
}

function ambiguous(rivals: readonly Score[], fileName: string): ClariIdentityError {
  const candidates = rivals.map((score) => `${score.spec.title} (${quotedList(score.headers, 4)})`).join(' or ');
  return new ClariIdentityError(
    'ERR_KIND_AMBIGUOUS',
    `${fileName} could be ${candidates}: its headers do not decide it.`,
    `Say which it is: ${rivals.map((score) => `--kind ${score.spec.kind}`).join(' or ')}.`,
  );
}

function weak(best: Score, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_UNKNOWN',
    `${fileName} may be ${best.spec.title}, but only ${quotedList(best.headers, 4)} ${best.headers.length === 1 ? 'speaks' : 'speak'} for it, which is too little to be sure.`,
    `If it is, say --kind ${best.spec.kind}, and name columns that have other headers with --map FIELD=HEADER.`,
  );
}

function unknownKind(layout: Layout, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_UNKNOWN',
    `${fileName}, line ${layout.headerLine}: no kind of file is recognised in its headers ${quotedList(layout.headers, 12)}.`,
    `Say what it is with --kind (${KIND_SPECS.map((spec) => spec.kind).join(', ')}), and which header feeds which field with --map FIELD=HEADER.`,
  );
}

import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Kind } from '../../model/snapshot.ts';
import { quotedList } from '../cells/text.ts';
import type { KindSpec } from '../kinds/kind-spec.ts';
import { KIND_SPECS, specOf } from '../kinds/kinds.ts';
import type { JsonImport } from './json-import.ts';
import type { JsonScan } from './json-scan.ts';

/** A kind that is read as JSON, and why a document is one of it. */
export interface DetectedJson {
  readonly spec: KindSpec;
  readonly json: JsonImport;
  readonly basis: 'stated' | 'content';
  readonly why: readonly string[];
}

interface Found {
  readonly spec: KindSpec;
  readonly json: JsonImport;
  readonly names: readonly string[];
}

export const JSON_SPECS = KIND_SPECS.flatMap((spec) => (spec.json === undefined ? [] : [{ spec, json: spec.json }]));

/**
 * Identifies a document from its lists and the keys of their first elements. Without certainty it throws an error that
 * asks.
 */
export function detectJson(scan: JsonScan, stated: Kind | null, fileName: string): DetectedJson {
  const found = JSON_SPECS.flatMap(({ spec, json }): readonly Found[] => {
    const names = json.evidence(scan.shape);
    return names.length === 0 ? [] : [{ spec, json, names }];
  });
  if (stated !== null) return checkStated(specOf(stated), found, scan, fileName);
  const [first] = found;
  if (first === undefined) throw unknownKind(scan, fileName);
  if (found.length > 1) throw ambiguous(found, fileName);
  const { spec, json, names } = first;
  return {
    spec,
    json,
    basis: 'content',
    why: [`It is ${spec.title}: ${quotedList(names, 8)} ${names.length === 1 ? 'says' : 'say'} so.`],
  };
}

function checkStated(spec: KindSpec, found: readonly Found[], scan: JsonScan, fileName: string): DetectedJson {
  const [other] = found;
  if (other !== undefined && !found.some((one) => one.spec === spec)) throw mismatch(spec, other, fileName);
  if (spec.json === undefined) {
    throw new ClariIdentityError(
      'ERR_KIND_UNSUPPORTED',
      `${bare(fileName)} looks like JSON, and ${spec.title} (${spec.kind}) is read as CSV only.`,
      'Export it as CSV.',
    );
  }
  const { json } = spec;
  if (!json.needs.some((list) => scan.shape.has(list))) {
    throw new ClariIdentityError(
      'ERR_HEADER',
      `${bare(fileName)} has none of the lists that ${spec.title} has: ${json.needs.map((list) => (list === '' ? 'a bare list' : list)).join(', ')}.`,
      `It has ${contents(scan)}. Check which file it is.`,
    );
  }
  return { spec, json, basis: 'stated', why: [`It is ${spec.title}, as stated.`] };
}

function mismatch(spec: KindSpec, other: Found, fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_KIND_MISMATCH',
    `${bare(fileName)} was offered as ${spec.title}, but ${quotedList(other.names, 6)} are names of ${other.spec.title}.`,
    `Import it with --kind ${other.spec.kind} (or without --kind).`,
  );
}

function ambiguous(found: readonly Found[], fileName: string): ClariIdentityError {
  const candidates = found.map(({ spec, names }) => `${spec.title} (${quotedList(names, 4)})`).join(' or ');
  return new ClariIdentityError(
    'ERR_KIND_AMBIGUOUS',
    `${bare(fileName)} could be ${candidates}: its lists do not decide it.`,
    `Say which it is: ${found.map(({ spec }) => `--kind ${spec.kind}`).join(' or ')}.`,
  );
}

function unknownKind(scan: JsonScan, fileName: string): ClariIdentityError {
  const kinds = JSON_SPECS.map(({ spec }) => spec.kind).join(', ');
  if (scan.shape.size === 0 && scan.members.some((name) => name === 'job' || name === 'jobId')) {
    return new ClariIdentityError(
      'ERR_KIND_UNKNOWN',
      `${bare(fileName)} is the status of an export job, not what the job exported.`,
      "Download the job's results, and import those.",
    );
  }
  if (scan.members.includes('terraform_version') || scan.members.includes('format_version')) {
    return new ClariIdentityError(
      'ERR_KIND_UNKNOWN',
      `${bare(fileName)} is a state or plan of Terraform, in which people are spread over resources.`,
      'Make the list an output, and print that into a file: terraform output -json NAME.',
    );
  }
  return new ClariIdentityError(
    'ERR_KIND_UNKNOWN',
    `${bare(fileName)} is JSON, and no kind of file is recognised in it: none of its names (${scan.shape.size} lists, ${scan.members.length} members) is known. They are not repeated here: it may be something else.`,
    `${scan.shape.size === 0 ? 'One object is no list: if it is the only entry of one, put brackets around it. ' : ''}Kinds that are read as JSON: ${kinds}. If it is one of them, say --kind KIND. A directory or a users export needs a list of objects: [{…}, {…}], or one object a line.`,
  );
}

function contents({ shape, members }: JsonScan): string {
  const lists = [...shape].map(([name, { keys }]) => {
    const what = name === '' ? 'a bare list' : `a list ${quotedList([name])}`;
    return keys.size === 0 ? what : `${what} with ${quotedList([...keys], 8)}`;
  });
  const others = members.filter((name) => !shape.has(name));
  return [...lists, ...(others.length === 0 ? [] : [quotedList(others, 8)])].join(' and ') || 'nothing in it';
}

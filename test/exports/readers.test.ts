import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { XmlDocument } from 'libxml2-wasm';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importFile } from '../../src/app/imports/import-file.ts';
import { textInput } from '../../src/sources/file/input.ts';
import { testWorld } from '../helpers/deps.ts';
import { ACCOUNTS, company, exporting, NOW } from './company.ts';
import { JSON_GRAPH, SCIM_LIST } from './json-schemas.ts';
import { OCSF_SCHEMAS } from './ocsf-schema.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat('email', fullFormats.email);

async function exported(format: string, ...args: readonly string[]): Promise<string> {
  const { run, folder } = await exporting(await company());
  const path = join(folder, format);
  expect(await run(format, '--out', path, ...args)).toMatchObject({ code: 0, err: '' });
  return path;
}

const text = async (format: string, ...args: readonly string[]) => readFile(await exported(format, ...args), 'utf8');

function faults(schema: object, value: unknown): unknown {
  const check = ajv.compile(schema);
  return check(value) ? [] : check.errors;
}

const IDS = ACCOUNTS.split('\n')
  .slice(1)
  .map((line) => line.split(',')[0] ?? '')
  .toSorted();

describe('JSON formats, by schemas of their own', () => {
  test('every OCSF event is one of its class, with type_uid as the schema computes it', async () => {
    const lines = (await text('ocsf')).trimEnd().split('\n');
    const known = z.looseObject({
      class_uid: z.union([z.literal(5003), z.literal(2003), z.literal(3001)]),
      activity_id: z.number(),
      type_uid: z.number(),
    });
    for (const line of lines) {
      const event = known.parse(JSON.parse(line));
      expect(faults(OCSF_SCHEMAS[event.class_uid], event)).toEqual([]);
      expect(event.type_uid).toBe(event.class_uid * 100 + event.activity_id);
    }
    const inventory = lines.map((line) =>
      z.looseObject({ user: z.object({ uid: z.string() }).optional() }).parse(JSON.parse(line)),
    );
    expect(inventory.flatMap(({ user }) => user?.uid ?? []).toSorted()).toEqual(IDS);
  });

  test('what is inconclusive is neither a pass nor a fail for whoever reads OCSF', async () => {
    const finding = z.looseObject({
      finding_info: z.object({ types: z.array(z.string()) }).loose(),
      compliance: z.object({ status_id: z.number() }).loose(),
    });
    const found = (await text('ocsf'))
      .trimEnd()
      .split('\n')
      .flatMap((line) => finding.safeParse(JSON.parse(line)).data ?? []);
    const byFinding = new Map(found.map((one) => [one.finding_info.types[0], one.compliance.status_id]));
    expect(Object.fromEntries(byFinding)).toEqual({ inconclusive: 0, leaver_active: 3, orphaned: 3 });
  });

  test('the SCIM list is one, and no two users share a userName', async () => {
    const list: unknown = JSON.parse(await text('scim'));
    expect(faults(SCIM_LIST, list)).toEqual([]);
    const { totalResults, Resources: users } = z
      .object({ totalResults: z.number(), Resources: z.array(z.looseObject({ id: z.string(), userName: z.string() })) })
      .parse(list);
    expect(users.map(({ id }) => id).toSorted()).toEqual(IDS);
    expect(totalResults).toBe(IDS.length);
    expect(new Set(users.map(({ userName }) => userName.toLowerCase())).size).toBe(IDS.length);
  });

  test('the body for Vanta has every account once, with a status of theirs', async () => {
    const body = z.strictObject({
      resourceId: z.literal('65f0'),
      resources: z.array(
        z.strictObject({
          uniqueId: z.string().min(1),
          displayName: z.string().min(1),
          fullName: z.string().optional(),
          accountName: z.string().min(1),
          email: z.email().optional(),
          status: z.enum(['ACTIVE', 'DEACTIVATED']),
          lastLoginTimestamp: z.iso.datetime().optional(),
        }),
      ),
    });
    const { resources } = body.parse(JSON.parse(await text('vanta', '--resource-id', '65f0')));
    expect(resources.map(({ uniqueId }) => uniqueId).toSorted()).toEqual(IDS);
  });
});

describe('the graph', () => {
  const shape = z.object({
    graph: z.looseObject({
      nodes: z.record(z.string(), z.looseObject({ label: z.string() })),
      edges: z.array(z.looseObject({ source: z.string(), target: z.string() })),
    }),
  });

  test('JSON Graph Format, and GraphML by an XML parser: the same nodes and edges, and no edge into nowhere', async () => {
    const folder = await exported('graph');
    const json: unknown = JSON.parse(await readFile(join(folder, 'graph.json'), 'utf8'));
    expect(faults(JSON_GRAPH, json)).toEqual([]);
    const { nodes, edges } = shape.parse(json).graph;
    const xml = XmlDocument.fromBuffer(await readFile(join(folder, 'graph.graphml')));
    try {
      const found = (path: string) => xml.find(path, { g: 'http://graphml.graphdrawing.org/xmlns' });
      const attributes = (path: string) => found(path).map((one) => one.content);
      const ids = attributes('//g:node/@id');
      expect(ids).toEqual(Object.keys(nodes));
      expect(new Set(ids).size).toBe(ids.length);
      // What an XML id may be made of; an address is none.
      for (const id of ids) expect(id).toMatch(/^[\w.:-]+$/);
      expect(attributes('//g:edge/@source')).toEqual(edges.map(({ source }) => source));
      expect(attributes('//g:edge/@target')).toEqual(edges.map(({ target }) => target));
      for (const { source, target } of edges) expect(ids).toEqual(expect.arrayContaining([source, target]));
      const keys = new Set(attributes('//g:key/@id'));
      for (const key of attributes('//g:data/@key')) expect(keys).toContain(key);
      const labels = found('//g:node/g:data[@key="node_label"]').map((one) => one.content);
      expect(labels).toEqual(Object.values(nodes).map(({ label }) => label));
      expect(labels).toContain('<b>Bob & "Co"</b>');
    } finally {
      xml.dispose();
    }
  });
});

describe('CSV formats', () => {
  const rowsOf = (csv: string) => Papa.parse<Record<string, string>>(csv.trimEnd(), { header: true }).data;

  test('entra-review: linked people by their object id, each permission the id of one account', async () => {
    const path = await exported('entra-review');
    const rows = rowsOf(await readFile(path, 'utf8'));
    expect(rows.map((row) => [row['permissionId'], row['principalId']?.slice(0, 8)])).toEqual([
      ['1001', '00000001'],
      ['1002', '00000002'],
      ['1003', '00000003'],
    ]);
    for (const row of rows) expect(Object.values(row)).not.toContain('');
    const leftOut = rowsOf(await readFile(`${path}.left-out.csv`, 'utf8'));
    const ids = [...rows.map((row) => row['permissionId']), ...leftOut.map((row) => row['account_id'])];
    expect(ids.map((id) => id?.replace(/^'/, '')).toSorted()).toEqual(IDS);
  });

  test('baton-file: ids are unique over users and resources, and every reference is to a row before it', async () => {
    const rows = rowsOf(await text('baton-file'));
    const [ids, entitlements] = [new Set<string>(), new Set<string>()];
    for (const row of rows) {
      const { record_type: type, id = '', resource_id: resource = '', entitlement_slug: slug = '' } = row;
      if (type === 'user' || type === 'resource') {
        expect(ids).not.toContain(id);
        ids.add(id);
        expect(row['display_name']).not.toBe('');
        if (type === 'user') expect(['enabled', 'disabled']).toContain(row['status']);
        else expect(['app', 'role']).toContain(row['trait']);
      } else if (type === 'entitlement') {
        expect(ids).toContain(resource);
        entitlements.add(`${resource} ${slug}`);
      } else {
        expect(type).toBe('direct_user_grant');
        expect(entitlements).toContain(`${resource} ${slug}`);
        expect(ids).toContain(row['principal_id']);
      }
    }
    expect([...ids].filter((id) => !/^(app|role):/.test(id)).toSorted()).toEqual(IDS);
  });

  test('baton-file: our own import reads the same people, and who has a grant on Clari', async () => {
    const world = await testWorld(NOW, { directories: ['conductorone'] });
    const statement = {
      kind: 'directory',
      directory: 'conductorone',
      asOf: NOW,
      completeness: 'complete',
      filter: null,
      mapping: {},
    } as const;
    const input = textInput('baton.csv', await text('baton-file'));
    const { snapshotId } = await importFile(world, input, statement, { acceptDrop: false, dryRun: false });
    const people = await world.store.read((reader) => reader.identityRows(snapshotId ?? '', 0, 100));
    expect(people.map(({ identityId }) => identityId).toSorted()).toEqual(IDS);
    const assigned = people.filter(({ assignment }) => assignment === 'assigned').map(({ identityId }) => identityId);
    expect(assigned.toSorted()).toEqual(IDS.filter((id) => id !== '1006' && id !== '1008'));
    const inactive = people.filter(({ status }) => status !== 'active').map(({ identityId }) => identityId);
    expect(inactive.toSorted()).toEqual(['1006', '1008']);
  });
});

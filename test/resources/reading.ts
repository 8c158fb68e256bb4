import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { connect, type TestClient } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';

const entry = z.looseObject({
  id: z.string(),
  statement: z.string(),
  value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]),
  date: z.string(),
  confidence: z.string(),
  old: z.boolean(),
  tenant_override: z.boolean(),
});

const profile = z.strictObject({
  app: z.literal('clari'),
  as_of: z.string(),
  old_after_days: z.literal(180),
  warnings: z.array(z.string()),
  capabilities: z.array(entry),
});

export type Entry = z.infer<typeof entry>;

export async function textOf({ client }: TestClient, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  const [content] = z
    .array(z.strictObject({ uri: z.literal(uri), mimeType: z.literal('application/json'), text: z.string() }))
    .length(1)
    .parse(contents);
  return content?.text ?? '';
}

/** What the client says of a read that fails. */
export async function failureOf({ client }: TestClient, uri: string): Promise<string> {
  return client.readResource({ uri }).then(
    () => 'it was answered',
    (error: unknown) => String(error),
  );
}

export interface CapabilityWorld {
  readonly world: World;
  readonly connection: TestClient;
  /** Writes `capabilities.json`. */
  override(content: string | Uint8Array): Promise<void>;
  profile(): Promise<z.infer<typeof profile>>;
  entry(id: string): Promise<Entry | undefined>;
}

export async function capabilityWorld(now = '2026-12-01T12:00:00.000Z'): Promise<CapabilityWorld> {
  const world = await testWorld(now);
  const connection = await connect(world);
  const read = async () => profile.parse(JSON.parse(await textOf(connection, 'clari://capabilities')));
  return {
    world,
    connection,
    override: (content) => writeFile(join(world.home, 'capabilities.json'), content),
    profile: read,
    entry: async (id) => (await read()).capabilities.find((one) => one.id === id),
  };
}

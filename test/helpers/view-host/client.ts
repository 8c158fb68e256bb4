import { EXTENSION_ID, RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';

/** What a host that shows views declares to a server. */
const SHOWS_VIEWS = { extensions: { [EXTENSION_ID]: { mimeTypes: [RESOURCE_MIME_TYPE] } } };

/** The client of such a host, on whatever the server listens to. `person` answers forms; without it nobody is asked. */
export async function hostClient(
  transport: Transport,
  person?: (message: string) => ElicitResult | Promise<ElicitResult>,
): Promise<Client> {
  const asks = person === undefined ? {} : { elicitation: { form: {} } };
  const client = new Client({ name: 'view-host', version: '1' }, { capabilities: { ...SHOWS_VIEWS, ...asks } });
  if (person !== undefined) client.setRequestHandler(ElicitRequestSchema, (request) => person(request.params.message));
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

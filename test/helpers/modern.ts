import {
  Client,
  type ClientCapabilities,
  type ElicitResult,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

export const MODERN = '2026-07-28';

interface Message {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A request as the later revision sends it, and the headers that it needs. */
export function inModern<Sent extends Message>(message: Sent) {
  const { method, params } = message;
  const { name } = params;
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': MODERN,
    'io.modelcontextprotocol/clientInfo': { name: 'wire', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    body: { ...message, params: { ...params, _meta } },
    headers: {
      'mcp-protocol-version': MODERN,
      'mcp-method': method,
      ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
    },
  };
}

/** A request for a stream of news of one resource, and the headers that it needs. */
export function listenRequest() {
  const { body, headers } = inModern({
    jsonrpc: '2.0',
    id: 'listen',
    method: 'subscriptions/listen',
    params: { notifications: { resourceSubscriptions: ['clari://coverage'] } },
  });
  return { message: body, headers };
}

interface Person {
  readonly person?: (message: string) => ElicitResult | Promise<ElicitResult>;
  readonly token?: string;
  readonly capabilities?: ClientCapabilities;
}

/** A client of the SDK that speaks the revision 2026-07-28 alone; `person` answers its forms. */
export async function modernClient(url: string, { person, token, capabilities = {} }: Person = {}): Promise<Client> {
  const client = new Client(
    { name: 'modern', version: '3' },
    {
      capabilities: { ...capabilities, ...(person === undefined ? {} : { elicitation: { form: {} } }) },
      versionNegotiation: { mode: { pin: MODERN } },
    },
  );
  if (person !== undefined)
    client.setRequestHandler('elicitation/create', ({ params }) => person('message' in params ? params.message : ''));
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  onTestFinished(() => client.close());
  return client;
}

const pending = z.object({
  resultType: z.literal('input_required'),
  inputRequests: z.record(z.string(), z.object({ method: z.string(), params: z.looseObject({ message: z.string() }) })),
  requestState: z.string(),
});

const answered = z.object({
  result: z
    .looseObject({
      isError: z.boolean().optional(),
      content: z.array(z.object({ text: z.string() })).optional(),
      structuredContent: z.looseObject({}).optional(),
    })
    .optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown() }).optional(),
});

interface Sent {
  readonly params: Readonly<Record<string, unknown>>;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly capabilities?: Readonly<Record<string, unknown>>;
  readonly revision?: string;
}

/** Requests of the later revision, each as it is on the wire. */
export function modernWire(url: string) {
  let id = 0;
  const send = async (sent: Sent) => {
    id += 1;
    const { method = 'tools/call', revision = MODERN } = sent;
    const target = sent.params['name'] ?? sent.params['uri'];
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': revision,
        'mcp-method': method,
        ...(typeof target === 'string' ? { 'mcp-name': target } : {}),
        ...sent.headers,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id,
        method,
        params: {
          ...sent.params,
          _meta: {
            'io.modelcontextprotocol/protocolVersion': revision,
            'io.modelcontextprotocol/clientInfo': { name: sent.name ?? 'wire', version: '1' },
            'io.modelcontextprotocol/clientCapabilities': sent.capabilities ?? { elicitation: { form: {} } },
          },
        },
      }),
    });
    const text = await response.text();
    const data = text.split('\n').filter((line) => line.startsWith('data: '));
    const body: unknown = JSON.parse(data.at(-1)?.slice(6) ?? text);
    return { status: response.status, headers: response.headers, body };
  };
  return {
    send,
    async call(
      name: string,
      args: Readonly<Record<string, unknown>>,
      more: Omit<Sent, 'params'> & { readonly params?: object } = {},
    ) {
      const { body } = await send({ ...more, params: { name, arguments: args, ...more.params } });
      const { result, error } = answered.parse(body);
      const text = error?.message ?? (result?.content ?? []).map((part) => part.text).join('\n');
      return {
        isError: error !== undefined || result?.isError === true,
        text,
        structured: result?.structuredContent ?? {},
      };
    },
    /** What a person is asked, and the state that has to come back with their answer. */
    async asked(name: string, args: Readonly<Record<string, unknown>>, more: Omit<Sent, 'params'> = {}) {
      const { body } = await send({ ...more, params: { name, arguments: args } });
      const { inputRequests, requestState } = pending.parse(z.object({ result: z.unknown() }).parse(body).result);
      const [key = '', request] = Object.entries(inputRequests)[0] ?? [];
      return { key, state: requestState, message: request?.params.message ?? '' };
    },
  };
}

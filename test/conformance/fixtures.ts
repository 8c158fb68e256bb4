import { completable } from '@modelcontextprotocol/sdk/server/completable.js';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult, ElicitRequestFormParams } from '@modelcontextprotocol/sdk/types.js';
import {
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { CONTENTS, PNG } from './contents.ts';

/** What the official suite wants to find on a server, and no product has; our HTTP application serves it in tests. */
export function fixtureServer(): Server {
  const server = new McpServer({ name: 'fixtures', version: '0.0.0' });
  server.server.registerCapabilities({ logging: {}, completions: {}, resources: { subscribe: true } });
  server.server.setRequestHandler(SetLevelRequestSchema, () => ({}));
  server.server.setRequestHandler(SubscribeRequestSchema, () => ({}));
  server.server.setRequestHandler(UnsubscribeRequestSchema, () => ({}));
  mountContent(server);
  mountConversations(server);
  mountResources(server);
  mountPrompts(server);
  return server.server;
}

function text(said: string): CallToolResult {
  return { content: [{ type: 'text', text: said }] };
}

function mountContent(server: McpServer): void {
  for (const [name, content] of Object.entries(CONTENTS))
    server.registerTool(name, { description: `Fixture ${name}` }, () => ({ content: [...content] }));
  server.registerTool('test_error_handling', { description: 'Fixture that fails' }, () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
}

function mountConversations(server: McpServer): void {
  server.registerTool('test_tool_with_logging', { description: 'Fixture that logs' }, async (extra) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed'])
      await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
    return text('logged');
  });
  server.registerTool('test_tool_with_progress', { description: 'Fixture that tells how far it is' }, async (extra) => {
    const token = extra._meta?.progressToken;
    for (const progress of token === undefined ? [] : [0, 50, 100])
      await extra.sendNotification({
        method: 'notifications/progress',
        params: { progressToken: token ?? '', progress, total: 100 },
      });
    return text('done');
  });
  server.registerTool(
    'test_sampling',
    { description: 'Fixture that asks a model', inputSchema: { prompt: z.string() } },
    async ({ prompt }, extra) => {
      const said = await server.server.createMessage(
        { messages: [{ role: 'user', content: { type: 'text', text: prompt } }], maxTokens: 100 },
        { relatedRequestId: extra.requestId },
      );
      return text(`LLM response: ${JSON.stringify(said.content)}`);
    },
  );
  const asks = (
    name: string,
    properties: ElicitRequestFormParams['requestedSchema']['properties'],
    required: string[],
  ) =>
    server.registerTool(
      name,
      { description: `Fixture ${name}`, inputSchema: { message: z.string().default('Please answer') } },
      async ({ message }, extra) => {
        const answer = await server.server.elicitInput(
          { mode: 'form', message, requestedSchema: { type: 'object', properties, required } },
          { relatedRequestId: extra.requestId },
        );
        return text(`Elicitation completed: action=${answer.action}, content=${JSON.stringify(answer.content)}`);
      },
    );
  asks(
    'test_elicitation',
    {
      username: { type: 'string', description: "User's response" },
      email: { type: 'string', description: "User's email address" },
    },
    ['username', 'email'],
  );
  asks(
    'test_elicitation_sep1034_defaults',
    {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
    [],
  );
  const titled = (...titles: string[]) => titles.map((title, at) => ({ const: `value${at + 1}`, title }));
  asks(
    'test_elicitation_sep1330_enums',
    {
      untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
      titledSingle: { type: 'string', oneOf: titled('First Option', 'Second Option', 'Third Option') },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
      titledMulti: { type: 'array', items: { anyOf: titled('First Choice', 'Second Choice', 'Third Choice') } },
    },
    [],
  );
}

function mountResources(server: McpServer): void {
  const described = (mimeType: string) => ({ description: 'Fixture', mimeType });
  server.registerResource('static-text', 'test://static-text', described('text/plain'), ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }],
  }));
  server.registerResource('static-binary', 'test://static-binary', described('image/png'), ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'image/png', blob: PNG }],
  }));
  server.registerResource('watched', 'test://watched-resource', described('text/plain'), ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'text/plain', text: 'watched' }],
  }));
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    described('application/json'),
    ({ href: uri }, { id }) => ({
      contents: [
        {
          uri,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
        },
      ],
    }),
  );
}

function mountPrompts(server: McpServer): void {
  const said = (words: string) => ({ role: 'user', content: { type: 'text', text: words } }) as const;
  server.registerPrompt('test_simple_prompt', { description: 'Fixture' }, () => ({
    messages: [said('This is a simple prompt for testing.')],
  }));
  const argument = () => completable(z.string(), () => ['paris', 'park', 'party']);
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'Fixture', argsSchema: { arg1: argument(), arg2: argument() } },
    ({ arg1, arg2 }) => ({ messages: [said(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)] }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'Fixture', argsSchema: { resourceUri: z.string() } },
    ({ resourceUri: uri }) => ({
      messages: [
        {
          role: 'user',
          content: {
            type: 'resource',
            resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
          },
        },
        said('Please process the embedded resource above.'),
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'Fixture' }, () => ({
    messages: [
      { role: 'user', content: { type: 'image', data: PNG, mimeType: 'image/png' } },
      said('Please analyze the image above.'),
    ],
  }));
}

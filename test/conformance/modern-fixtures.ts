import {
  acceptedContent,
  completable,
  createRequestStateCodec,
  inputRequired,
  inputResponse,
  McpServer,
  ResourceTemplate,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CONTENTS, PNG } from './contents.ts';

const states = createRequestStateCodec<string>({ key: 'a key of fixtures that is long enough' });

/** What the official suite wants to find on a server of the later revision; our HTTP application serves it in tests. */
export function modernFixtureServer(): Server {
  const server = new McpServer(
    { name: 'fixtures', version: '0.0.0' },
    {
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {}, logging: {} },
      requestState: { verify: (state, ctx) => states.verify(state, ctx) },
    },
  );
  mountContent(server);
  mountQuestions(server);
  mountResources(server);
  mountPrompts(server);
  return server.server;
}

const said = (text: string) => ({ content: [{ type: 'text' as const, text }] });

function mountContent(server: McpServer): void {
  for (const [name, content] of Object.entries(CONTENTS))
    server.registerTool(name, { description: `Fixture ${name}` }, () => ({ content: [...content] }));
  server.registerTool('test_error_handling', { description: 'Fixture that fails' }, () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  server.registerTool('test_tool_with_progress', { description: 'Fixture of progress' }, async ({ mcpReq }) => {
    const progressToken = mcpReq._meta?.progressToken;
    for (const progress of progressToken === undefined ? [] : [0, 50, 100])
      await mcpReq.notify({
        method: 'notifications/progress',
        params: { progressToken: progressToken ?? '', progress, total: 100 },
      });
    return said('done');
  });
  server.registerTool('test_logging_tool', { description: 'Fixture that logs' }, async ({ mcpReq }) => {
    await mcpReq.log('info', 'only for who asked');
    return said('logged');
  });
}

const form = (message: string, field: string) =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [field]: { type: 'string' } }, required: [field] },
  });
const yesOrNo = (message: string) =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
  });
const ofModel = (text: string) =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens: 100 });

function mountQuestions(server: McpServer): void {
  const tool = (name: string, answer: (ctx: ServerContext) => ReturnType<Parameters<typeof server.registerTool>[2]>) =>
    server.registerTool(name, { description: `Fixture ${name}` }, answer);
  const answersOf = ({ mcpReq }: ServerContext) => mcpReq.inputResponses;
  tool('test_input_required_result_elicitation', (ctx) => {
    const answer = acceptedContent(answersOf(ctx), 'user_name', z.object({ name: z.string() }));
    return answer === undefined
      ? inputRequired({ inputRequests: { user_name: form('What is your name?', 'name') } })
      : said(`Hello, ${answer.name}!`);
  });
  tool('test_input_required_result_sampling', (ctx) => {
    const answer = inputResponse(answersOf(ctx), 'capital_question');
    return answer.kind === 'sampling'
      ? said(JSON.stringify(answer.result.content))
      : inputRequired({ inputRequests: { capital_question: ofModel('What is the capital of France?') } });
  });
  tool('test_input_required_result_list_roots', (ctx) => {
    const answer = inputResponse(answersOf(ctx), 'client_roots');
    return answer.kind === 'roots'
      ? said(JSON.stringify(answer.roots))
      : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
  });
  const withState = async (ctx: ServerContext, name: string, ok: string) =>
    ctx.mcpReq.requestState<string>() === name && inputResponse(answersOf(ctx), 'confirm').kind === 'elicit'
      ? said(ok)
      : inputRequired({
          inputRequests: { confirm: yesOrNo('Please confirm') },
          requestState: await states.mint(name, ctx),
        });
  tool('test_input_required_result_request_state', (ctx) => withState(ctx, 'confirm', 'state-ok'));
  tool('test_input_required_result_tampered_state', (ctx) => withState(ctx, 'tampered', 'not tampered with'));
  tool('test_input_required_result_multiple_inputs', async (ctx) => {
    const answers = answersOf(ctx);
    return ctx.mcpReq.requestState<string>() === 'several' && Object.keys(answers ?? {}).length >= 3
      ? said('all three')
      : inputRequired({
          inputRequests: {
            user_name: form('What is your name?', 'name'),
            greeting: ofModel('Generate a greeting'),
            client_roots: inputRequired.listRoots(),
          },
          requestState: await states.mint('several', ctx),
        });
  });
  tool('test_input_required_result_multi_round', async (ctx) => {
    const state = ctx.mcpReq.requestState<string>();
    const answered = (step: string) => inputResponse(answersOf(ctx), step).kind === 'elicit';
    if (state === 'second' && answered('step2')) return said('both rounds');
    return state === 'first' && answered('step1')
      ? inputRequired({
          inputRequests: { step2: form('Step 2: What is your favorite color?', 'color') },
          requestState: await states.mint('second', ctx),
        })
      : inputRequired({
          inputRequests: { step1: form('Step 1: What is your name?', 'name') },
          requestState: await states.mint('first', ctx),
        });
  });
  const onlyDeclared = ({ mcpReq: { envelope } }: ServerContext) => {
    const declared = JSON.stringify(envelope ?? {});
    return inputRequired({
      inputRequests: {
        ...(declared.includes('"elicitation"') ? { name: form('What is your name?', 'name') } : {}),
        ...(declared.includes('"sampling"') ? { greeting: ofModel('Generate a greeting') } : {}),
      },
    });
  };
  tool('test_input_required_result_capabilities', onlyDeclared);
  tool('test_missing_capability', () => inputRequired({ inputRequests: { greeting: ofModel('Generate a greeting') } }));
  tool('test_streaming_elicitation', () =>
    inputRequired({ inputRequests: { user_name: form('What is your name?', 'name') } }),
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
  const words = (text: string) => ({ role: 'user' as const, content: { type: 'text' as const, text } });
  server.registerPrompt('test_simple_prompt', { description: 'Fixture' }, () => ({
    messages: [words('This is a simple prompt for testing.')],
  }));
  const argument = () => completable(z.string(), () => ['paris', 'park', 'party']);
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'Fixture', argsSchema: z.object({ arg1: argument(), arg2: argument() }) },
    ({ arg1, arg2 }) => ({ messages: [words(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)] }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'Fixture', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri: uri }) => ({
      messages: [
        {
          role: 'user',
          content: {
            type: 'resource',
            resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
          },
        },
        words('Please process the embedded resource above.'),
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'Fixture' }, () => ({
    messages: [
      { role: 'user', content: { type: 'image', data: PNG, mimeType: 'image/png' } },
      words('Please analyze the image above.'),
    ],
  }));
  server.registerPrompt('test_input_required_result_prompt', { description: 'Fixture that asks' }, (ctx) => {
    const answer = inputResponse(ctx.mcpReq.inputResponses, 'user_context');
    return answer.kind === 'elicit'
      ? { messages: [words(`In the context: ${JSON.stringify(answer.content)}`)] }
      : inputRequired({
          inputRequests: { user_context: form('What context should the prompt use?', 'context') },
        });
  });
}

#!/usr/bin/env node
import { userInfo } from 'node:os';
import manifest from '../package.json' with { type: 'json' };
import { tools } from '../tools/index.ts';
import type { Ground } from './app/deps.ts';
import type { Offload } from './app/imports/offload.ts';
import type { HttpFlags } from './cli/serve.ts';
import { type Config, readConfig } from './config.ts';
import { type Actor, type Caller, ROLES } from './model/actor.ts';
import { inert } from './model/foreign.ts';
import { prompts } from './prompts/index.ts';
import { resources, resourceTemplates } from './resources/index.ts';
import { redactor } from './serve/redact.ts';
import type { Store } from './store/store.ts';

async function openWith(config: Config): Promise<Store> {
  const { openStore } = await import('./store/open.ts');
  return openStore({ url: config.databaseUrl });
}

/** A store that is opened once, at first use: a client that only lists tools never waits for it. */
function lazyGround(config: Config) {
  let opening: Promise<Store> | undefined;
  return {
    async open(): Promise<Ground> {
      opening ??= openWith(config);
      // A failed opening (a locked or full disk) is tried again by the next call.
      opening.catch(() => {
        opening = undefined;
      });
      const { TUNING } = await import('./sources/live/tuning.ts');
      return {
        store: await opening,
        settings: config.settings,
        clock: () => new Date().toISOString(),
        importDirs: config.importDirs,
        live: { settings: config.live, tuning: TUNING },
        home: config.home,
        readOnly: config.readOnly,
      };
    },
    async close(): Promise<void> {
      await (await opening)?.close();
    },
  };
}

/** For servers: long work is done in threads, so that others are answered meanwhile. */
function sharedGround(config: Config) {
  const ground = lazyGround(config);
  let offload: Offload | undefined;
  return {
    async open(): Promise<Ground> {
      const { offloadToThreads } = await import('./serve/offload-to-thread.ts');
      offload ??= offloadToThreads(new URL('./worker.js', import.meta.url), config.databaseUrl);
      return { ...(await ground.open()), offload };
    },
    async close(): Promise<void> {
      await offload?.stop();
      await ground.close();
    },
  };
}

/** Whoever sits at this machine: nobody checked who, so nothing is held back but what separation of duties holds back. */
function localCaller(config: Config, via: Actor['via']): Caller {
  return { actor: { name: config.actorName ?? userInfo().username, authenticated: false, via }, roles: ROLES };
}

function offered(config: Config) {
  return config.readOnly ? tools.filter((tool) => tool.annotations.readOnlyHint) : tools;
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const { serveStdio } = await import('./serve/stdio.ts');
  const ground = sharedGround(config);
  const redact = redactor(process.env);
  await serveStdio(
    {
      version: manifest.version,
      tools: offered(config),
      resources,
      templates: resourceTemplates,
      prompts,
      caller: localCaller(config, 'stdio'),
      open: ground.open,
      log: (line) => process.stderr.write(`${inert(redact(line))}\n`),
    },
    ground.close,
  );
}

/** Until a signal asks to stop; a second one does not wait. */
async function serveShared(flags: HttpFlags): Promise<void> {
  const config = readConfig(process.env);
  const { startSharedServer } = await import('./serve/http/shared-server.ts');
  const ground = sharedGround(config);
  const asked = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const serving = await startSharedServer({
    version: manifest.version,
    tools: offered(config),
    resources,
    templates: resourceTemplates,
    prompts,
    open: ground.open,
    http: config.http,
    address: flags,
    stateless: flags.stateless,
    local: localCaller(config, 'http'),
    redact: redactor(process.env),
    write: (line) => process.stderr.write(`${line}\n`),
    now: () => new Date(),
  });
  await asked;
  await serving.stop();
  await ground.close();
}

async function runCommand(args: readonly string[]): Promise<number> {
  const { runProgram } = await import('./cli/program.ts');
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  let ground: ReturnType<typeof lazyGround> | undefined;
  let read: Config | undefined;
  const config = () => {
    read ??= readConfig(process.env);
    return read;
  };
  const code = await runProgram(args, {
    version: manifest.version,
    tools,
    serve: (http) => (http === undefined ? serve() : serveShared(http)),
    config,
    open: async () => {
      ground ??= lazyGround(config());
      return { ...(await ground.open()), ...localCaller(config(), 'terminal') };
    },
    out: (text) => process.stdout.write(`${inert(text)}\n`),
    err: (text) => process.stderr.write(`${inert(text)}\n`),
    columns: process.stdout.columns ?? null,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    signal: stopped.signal,
  });
  await ground?.close();
  return code;
}

async function main(args: readonly string[]): Promise<number> {
  // The default command loads no argument parser: a client waits for this start.
  if (args.length > 0) return runCommand(args);
  try {
    await serve();
    return 0;
  } catch (error) {
    const { explainFailure } = await import('./cli/terminal.ts');
    return explainFailure(error, (text) => process.stderr.write(`${inert(text)}\n`));
  }
}

process.exitCode = await main(process.argv.slice(2));

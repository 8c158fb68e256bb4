#!/usr/bin/env node
import { homedir, userInfo } from 'node:os';
import manifest from '../package.json' with { type: 'json' };
import type { Ground } from './app/deps.ts';
import type { Offload } from './app/imports/offload.ts';
import type { HttpFlags } from './cli/serve.ts';
import { type Config, readConfig } from './config.ts';
import { type Actor, type Caller, ROLES } from './model/actor.ts';
import type { AppProfile } from './model/app-profile.ts';
import { inert } from './model/foreign.ts';
import { isOlderNode, oldestNode } from './model/node-version.ts';
import { unforeseen } from './model/unforeseen.ts';
import { prompts } from './prompts/index.ts';
import { resources, resourceTemplates } from './resources/index.ts';
import { offeredViews } from './serve/host-view/offered-views.ts';
import { browserOf } from './serve/page/desktop.ts';
import type { OnThisMachine } from './serve/page/on-this-machine.ts';
import { offeredTools } from './serve/protocol/built-tools.ts';
import { redactor } from './serve/redact.ts';
import type { Store } from './store/store.ts';

/** `moved`: called when another connection wrote to the store. */
interface Opened {
  readonly store: Store;
  /** Of the store that was opened, which is a copy of one that may only be read. */
  readonly url: string;
  readonly profiles: readonly AppProfile[];
  moved(): void;
}

const clock = () => new Date().toISOString();

async function openWith(
  { databaseUrl, witness: place, notify, readOnly, home, apps }: Config,
  log: (line: string) => void,
): Promise<Opened> {
  const [{ openStore }, { profilesInUse }] = await Promise.all([
    import('./store/open.ts'),
    import('./app/lookups/app-profiles.ts'),
  ]);
  const profiles = await profilesInUse({ home, apps, now: clock() });
  const url = readOnly ? await readableUrl(databaseUrl, log) : databaseUrl;
  let opened: Omit<Opened, 'profiles'> = { store: await openStore({ url }), url, moved: () => undefined };
  if (place !== null && !readOnly) {
    const { witnessedStore } = await import('./app/witness/witnessed-store.ts');
    opened = movedWith(opened, witnessedStore(opened.store, { place, home, clock }));
  }
  if (notify !== null && !readOnly) {
    const { notifyingStore } = await import('./app/notify/notifying.ts');
    opened = movedWith(opened, notifyingStore(opened.store, { place: notify, home, clock }, log));
  }
  return { ...opened, profiles };
}

/** The address of the store, or of a copy of it that ends with this process. */
async function readableUrl(url: string, log: (line: string) => void): Promise<string> {
  const [{ copyToRead }, { rmSync }] = await Promise.all([import('./store/open-driver.ts'), import('node:fs')]);
  const copy = await copyToRead(url);
  if (copy === null) return url;
  log(
    'clari-identity-mcp: the store may only be read here: a copy of it as it is now is used. Start again to see later imports.',
  );
  process.once('exit', () => rmSync(copy.folder, { recursive: true, force: true }));
  return copy.url;
}

/** Around the store that was opened before: both hear of what other connections write. */
function movedWith(inner: Omit<Opened, 'profiles'>, outer: Store & Pick<Opened, 'moved'>): Omit<Opened, 'profiles'> {
  return {
    store: outer,
    url: inner.url,
    moved() {
      inner.moved();
      outer.moved();
    },
  };
}

/** Opens the store once, at first use, so that a client that only lists tools never waits for it. */
function lazyGround(config: Config, log: (line: string) => void) {
  let opening: Promise<Opened> | undefined;
  return {
    async open(): Promise<Ground & Pick<Opened, 'moved' | 'url'>> {
      opening ??= openWith(config, log);
      // After a failed opening (a locked or full disk) the next call tries again.
      opening.catch(() => {
        opening = undefined;
      });
      const { TUNING } = await import('./sources/live/tuning.ts');
      const { profiles, ...opened } = await opening;
      return {
        ...opened,
        settings: { ...config.settings, profiles },
        clock,
        importDirs: config.importDirs,
        live: { settings: config.live, tuning: TUNING },
        home: config.home,
        readOnly: config.readOnly,
      };
    },
    async close(): Promise<void> {
      await (await opening)?.store.close();
    },
  };
}

/** For servers: long work runs in threads, so that other callers are answered meanwhile. */
function sharedGround(config: Config, log: (line: string) => void) {
  const ground = lazyGround(config, log);
  let offload: Offload | undefined;
  const look = async ({ store, moved }: Pick<Opened, 'store' | 'moved'>): Promise<void> => {
    if (config.witness === null) return;
    moved();
    const { witnessStanding } = await import('./app/witness/witness.ts');
    const { fault } = await witnessStanding({ place: config.witness, home: config.home, store });
    if (fault !== null) log(`warning: ${fault} Run: clari-identity-mcp doctor`);
  };
  return {
    async open(): Promise<Ground> {
      const { offloadToThreads } = await import('./serve/offload-to-thread.ts');
      const opened = await ground.open();
      if (offload === undefined) {
        offload = offloadToThreads(new URL('./worker.js', import.meta.url), opened.url, opened.moved);
        look(opened).catch(() => undefined);
      }
      return { ...opened, offload };
    },
    async close(): Promise<void> {
      await offload?.stop();
      await ground.close();
    },
  };
}

/** The person at this machine, unchecked: only separation of duties restricts them. */
function localCaller(config: Config, via: Actor['via']): Caller {
  return { actor: { name: config.actorName ?? userInfo().username, authenticated: false, via }, roles: ROLES };
}

function offered(config: Config) {
  const parts = offeredTools(config.toolsets, async () => (await import('../tools/index.ts')).tools);
  return config.readOnly ? parts.filter((tool) => tool.annotations.readOnlyHint) : parts;
}

/** Warns of an import folder in or around the data folder; the import tool refuses such files anyway. */
async function warnOfFolders({ importDirs, home }: Config, write: (line: string) => void): Promise<void> {
  if (importDirs.length === 0) return;
  const { aroundData } = await import('./app/imports/allowed-file.ts');
  for (const folder of importDirs) {
    const warning = await aroundData(folder, home);
    if (warning !== null) write(`clari-identity-mcp: warning: ${warning}`);
  }
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const { serveStdio } = await import('./serve/stdio.ts');
  const redact = redactor(process.env);
  const log = (line: string) => process.stderr.write(`${inert(redact(line))}\n`);
  await warnOfFolders(config, log);
  const ground = sharedGround(config, log);
  const browser = browserOf(config.browser, process.env, process.platform);
  let started: Promise<OnThisMachine> | undefined;
  // Loaded when a tool first needs a person whom its client can not ask.
  const here =
    browser.kind === 'none'
      ? null
      : () => {
          started ??= import('./serve/page/on-this-machine.ts').then(({ onThisMachine }) =>
            onThisMachine(pageOptions(config, ground.open, log, 0), browser),
          );
          return started;
        };
  await serveStdio(
    {
      version: manifest.version,
      tools: offered(config),
      resources,
      templates: resourceTemplates,
      prompts,
      caller: localCaller(config, 'stdio'),
      open: ground.open,
      log,
      page: here === null ? undefined : async () => (await here()).page(),
      views: offeredViews({ ...placeOptions(config, ground.open), log }),
    },
    async () => {
      await started?.then((page) => page.stop());
      await ground.close();
    },
  );
}

/** What looking and deciding needs, on the page and in views. */
function placeOptions(config: Config, open: () => Promise<Ground>) {
  return {
    version: manifest.version,
    tools: offered(config),
    templates: resourceTemplates,
    open,
    now: () => Date.now(),
  };
}

function pageOptions(config: Config, open: () => Promise<Ground>, log: (line: string) => void, port: number) {
  return { ...placeOptions(config, open), caller: localCaller(config, 'page'), port, log };
}

/** Serves until a signal asks to stop; a second signal does not wait. */
async function serveShared(flags: HttpFlags): Promise<void> {
  const config = readConfig(process.env);
  const { startSharedServer } = await import('./serve/http/shared-server.ts');
  const redact = redactor(process.env);
  const log = (line: string) => process.stderr.write(`${inert(redact(line))}\n`);
  await warnOfFolders(config, log);
  const ground = sharedGround(config, log);
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
    redact,
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
  let shared: ReturnType<typeof sharedGround> | undefined;
  let read: Config | undefined;
  const config = () => {
    read ??= readConfig(process.env);
    return read;
  };
  const err = (text: string) => process.stderr.write(`${inert(text)}\n`);
  const code = await runProgram(args, {
    version: manifest.version,
    tools: (await import('../tools/index.ts')).tools,
    serve: (http) => (http === undefined ? serve() : serveShared(http)),
    showPage: async (path, port, signal) => {
      const { showPage } = await import('./serve/page/show-page.ts');
      shared ??= sharedGround(config(), err);
      return showPage(
        pageOptions(config(), shared.open, err, port),
        browserOf(config().browser, process.env, process.platform),
        path,
        signal,
      );
    },
    config,
    machine: () => ({
      platform: process.platform,
      home: homedir(),
      cwd: process.cwd(),
      env: process.env,
      node: process.execPath,
      main: import.meta.filename,
      now: () => new Date(),
    }),
    open: async () => {
      ground ??= lazyGround(config(), err);
      return { ...(await ground.open()), ...localCaller(config(), 'terminal') };
    },
    out: (text) => process.stdout.write(`${inert(text)}\n`),
    err,
    columns: process.stdout.columns ?? null,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    signal: stopped.signal,
  });
  await ground?.close();
  await shared?.close();
  return code;
}

async function main(args: readonly string[]): Promise<number> {
  const oldest = oldestNode(manifest.engines.node);
  if (isOlderNode(process.versions.node, oldest)) {
    process.stderr.write(
      `clari-identity-mcp: it needs Node ${oldest} or newer, and this is Node ${process.versions.node}.\nNext: start it with a newer one; 22.23.3 and 24.22.3 have all that it needs.\n`,
    );
    return 1;
  }
  // The default command loads no argument parser, because a client waits for this start.
  if (args.length > 0) return runCommand(args);
  if (process.stdin.isTTY) process.stderr.write(`${AT_A_TERMINAL}\n`);
  try {
    await serve();
    return 0;
  } catch (error) {
    const { explainFailure } = await import('./cli/terminal.ts');
    return explainFailure(error, (text) => process.stderr.write(`${inert(text)}\n`));
  }
}

const AT_A_TERMINAL = `clari-identity-mcp: waiting for an MCP client on standard input; a host starts it so. To connect one: clari-identity-mcp connect
Next: clari-identity-mcp --help lists what people do with it; Ctrl-C ends this.`;

/** What no part of the program caught, as where the system refuses it files or memory. */
function lastWords(error: unknown): void {
  const { what, next } = unforeseen(error);
  process.stderr.write(`clari-identity-mcp: ${what}\nNext: ${next}\n`);
}

process.on('uncaughtException', (error) => {
  lastWords(error);
  process.exit(1);
});
process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  lastWords(error);
  return 1;
});

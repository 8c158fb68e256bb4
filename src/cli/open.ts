import { type Command, InvalidArgumentError, Option } from 'commander';
import { ClariIdentityError } from '../model/errors.ts';
import type { Terminal } from './terminal.ts';

/** How the page is shown to the person at this machine. */
export interface ShownPage {
  /** For one browser, once. Only a terminal at which a person sits may see it. */
  readonly link: string;
  /** Whether a browser was started with it. */
  readonly opened: boolean;
  /** Ends when nobody was on the page for a while, or at the signal. */
  readonly closed: Promise<void>;
  close(): void;
}

export type ShowPage = (path: string, port: number, signal: AbortSignal) => Promise<ShownPage>;

const PLACES = ['findings', 'accounts', 'work', 'decisions', 'reviews', 'reads'] as const;

/** Serves the page on loopback until Ctrl-C, or until nobody was on it for half an hour. */
export function openCommand(program: Command, terminal: Terminal, showPage: ShowPage): void {
  program
    .command('open')
    .argument('[what]', `${PLACES.join(', ')}, or the id of an account, plan or review`)
    .summary('look and decide on a page in the browser')
    .addOption(new Option('--port <port>', 'port to listen on').argParser(port).default(0, 'any free one'))
    .action(async (what: string | undefined, flags: { readonly port: number }) => {
      if (terminal.config().readOnly)
        terminal.err('CLARI_IDENTITY_READ_ONLY is set: the page shows everything and decides nothing.');
      const { link, opened, closed, close } = await showPage(pathOf(what), flags.port, terminal.signal);
      if (!opened) {
        // Whoever has the link decides: a log must not have it.
        if (!terminal.interactive) {
          close();
          await closed;
          throw unseen();
        }
        terminal.err(
          `No browser could be opened. Open this address on this machine within two minutes; it works once:\n${link}`,
        );
      } else
        terminal.err(
          'The page is open in the browser. It is served until you press Ctrl-C, or leave it for half an hour.',
        );
      await closed;
    });
}

function pathOf(what: string | undefined): string {
  if (what === undefined) return '/';
  const place = PLACES.find((one) => one === what);
  return place === undefined ? `/find?what=${encodeURIComponent(what)}` : `/${place}`;
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function unseen(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'No browser could be opened here, and there is no terminal at which a person could be given the link.',
    'Run it at a terminal, or name a browser in CLARI_IDENTITY_BROWSER.',
  );
}

import type { ConfirmOutcome } from '../app/statements/asking.ts';
import type { ConfirmRequest, Tool } from '../tool.ts';
import { ask, type CommonOptions, print, type Terminal } from './terminal.ts';

/** Runs a tool that writes in somebody's name, as a client would, and prints what it answers. */
export async function decide(terminal: Terminal, flags: CommonOptions, tool: Tool, args: unknown): Promise<void> {
  const deps = await terminal.open();
  const answer = await tool.run(args, {
    deps,
    canAsk: terminal.interactive && flags.json !== true,
    confirm: (request) => confirmAtTerminal(terminal, flags, request),
    progress: () => undefined,
    signal: terminal.signal,
  });
  print(terminal, flags, answer);
}

/** A person at a terminal is shown what would be recorded and asked; a script is not, and the ledger says so. */
export async function confirmAtTerminal(
  terminal: Terminal,
  flags: CommonOptions,
  { message, statement }: ConfirmRequest,
): Promise<ConfirmOutcome> {
  if (!terminal.interactive || flags.json === true) return 'unattended';
  terminal.err(message);
  const answer = await ask(`${statement}: type yes to record it`, 'no', terminal.signal);
  return /^(y|yes)$/i.test(answer) ? 'typed' : 'declined';
}

import type { ConfirmOutcome, ConfirmRequest } from '../app/statements/asking.ts';
import type { Attestation } from '../model/attestation.ts';
import type { Tool } from '../tool.ts';
import { ask, type CommonOptions, print, type Terminal } from './terminal.ts';

/** Runs a tool that writes in somebody's name, as a client would, and prints what it answers. */
export async function decide(terminal: Terminal, flags: CommonOptions, tool: Tool, args: unknown): Promise<void> {
  const deps = await terminal.open();
  const answer = await tool.run(args, {
    deps,
    attestation: attestationAt(terminal),
    session: null,
    confirm: (request) => confirmAtTerminal(terminal, request),
    progress: () => undefined,
    signal: terminal.signal,
  });
  print(terminal, flags, answer);
}

/** Of a script no more is known than that it ran. */
export function attestationAt({ interactive }: Pick<Terminal, 'interactive'>): Attestation {
  return { level: interactive ? 'terminal_phrase' : 'unattended', client: null };
}

/** A person is shown what would be recorded and types a phrase that names the case. */
export async function confirmAtTerminal(
  terminal: Terminal,
  { message, statement, verb, word }: ConfirmRequest,
): Promise<ConfirmOutcome> {
  terminal.err(message);
  const phrase = `${verb} ${word}`;
  const typed = await ask(`\n${statement}. To confirm, type "${phrase}":`, null, terminal.signal);
  if (typed === '') return 'declined';
  return typed.toLowerCase() === phrase.toLowerCase() ? 'accepted' : 'mistyped';
}

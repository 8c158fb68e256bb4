import type { ServerResponse } from 'node:http';

/** Also for a response that closed while something else was awaited: its event would never come again. */
export function whenClosed(response: ServerResponse, action: () => void): void {
  if (response.closed) action();
  else response.once('close', action);
}

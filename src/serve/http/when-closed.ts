import type { ServerResponse } from 'node:http';

/** Calls `action` when the response closes, also if it closed already, in which case no event would come. */
export function whenClosed(response: ServerResponse, action: () => void): void {
  if (response.closed) action();
  else response.once('close', action);
}

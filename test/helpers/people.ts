import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';

/** A person who ticks the box, and what they were shown. */
export function agreeing(asked: string[] = []): (message: string) => ElicitResult {
  return (message) => {
    asked.push(message);
    return { action: 'accept', content: { confirmed: true } };
  };
}

import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { agree } from './asking.ts';

/** A person who types the word, and what they were shown. */
export function agreeing(asked: string[] = []): (message: string) => ElicitResult {
  return (message) => {
    asked.push(message);
    return agree(message);
  };
}

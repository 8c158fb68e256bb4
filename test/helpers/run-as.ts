import { execFileSync } from 'node:child_process';

/** Who runs a server that refuses root; nothing: whoever runs the tests. */
export type RunAs = { readonly uid: number; readonly gid: number } | Record<string, never>;

export function asNobody(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

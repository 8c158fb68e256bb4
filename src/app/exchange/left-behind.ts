import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const DRAFT = /^\.partial-(\d+)-[0-9a-f]{8}$/;

/** Removes drafts of this target that killed exports left behind, but not those of a process that still runs. */
export async function removeLeftBehind(target: string): Promise<void> {
  const [folder, name] = [dirname(target), basename(target)];
  for (const one of await readdir(folder).catch(() => [])) {
    const pid = one.startsWith(name) ? DRAFT.exec(one.slice(name.length))?.[1] : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, one), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    // EPERM: a process of another user, which runs although we may not signal it.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

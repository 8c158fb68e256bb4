import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { MOUNT, tinyDisk, UNMOUNT } from '../store/tiny-disk.ts';

const SIZE = '1g';
const LEFT_KB = 24;

/** A disk of its own, which can be made as small as what is on it. */
export interface Disk {
  /** Why it can not become full here; null: it can. */
  readonly unavailable: string | null;
  fill(): void;
  free(): void;
  remove(): void;
}

export async function diskAt(folder: string): Promise<Disk> {
  await mkdir(folder, { recursive: true });
  const possible = tinyDisk();
  const nothing = () => undefined;
  if (possible !== true) return { unavailable: possible, fill: nothing, free: nothing, remove: nothing };
  execFileSync(MOUNT, ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder]);
  const resize = (size: string) => execFileSync(MOUNT, ['-o', `remount,size=${size}`, folder], { stdio: 'ignore' });
  const remove = () => {
    process.off('exit', remove);
    execFileSync(UNMOUNT, ['-l', folder]);
  };
  // A driver that ends early leaves no disk behind.
  process.on('exit', remove);
  return {
    unavailable: null,
    fill() {
      // Servers write between the two commands: the size has to be no less than what is there by then.
      for (let spare = LEFT_KB; ; spare *= 2) {
        try {
          return void resize(`${usedKb(folder) + spare}k`);
        } catch (error) {
          if (spare > 1_048_576) throw error;
        }
      }
    },
    free: () => void resize(SIZE),
    remove,
  };
}

function usedKb(folder: string): number {
  const [, line = ''] = execFileSync('df', ['-k', '--output=used', folder], { encoding: 'utf8' }).split('\n');
  return Number(line.trim());
}

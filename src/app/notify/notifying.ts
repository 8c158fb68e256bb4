import type { NotifyPlace } from '../../model/notify.ts';
import type { Clock } from '../../model/time.ts';
import type { Store } from '../../store/store.ts';
import { deliverNotices } from './deliver-notices.ts';
import { reviewNotices } from './review-notices.ts';

/** How often somebody looks whether another process wrote, or a due date came near. */
const LOOK_AGAIN_MS = 60_000;

export interface NotifyingStore extends Store {
  /** Something was written by another connection, such as that of a thread. */
  moved(): void;
}

/**
 * A store after whose writes the receiver gets what is new, in its own time: no write waits for it, or fails with it.
 * Closing it sends what is still to be sent, as far as the receiver takes it.
 */
export function notifyingStore(
  store: Store,
  { place, home, clock }: { readonly place: NotifyPlace; readonly home: string; readonly clock: Clock },
  log: (line: string) => void,
): NotifyingStore {
  let running: Promise<void> | null = null;
  let again = false;
  let said: string | null = null;
  const run = async (): Promise<void> => {
    const { failed } = await deliverNotices({ place, home, clock, ...reviewNotices(store) });
    if (failed !== null && failed !== said) log(`warning: ${failed} It is tried again later.`);
    said = failed;
  };
  const deliver = (): Promise<void> => {
    again = running !== null;
    running ??= run().finally(() => {
      running = null;
      if (again) void deliver();
    });
    return running;
  };
  const timer = setInterval(() => void deliver(), LOOK_AGAIN_MS);
  timer.unref();
  return {
    ...store,
    moved: () => void deliver(),
    async write(work) {
      const written = await store.write(work);
      void deliver();
      return written;
    },
    async close() {
      clearInterval(timer);
      await deliver();
      await store.close();
    },
  };
}

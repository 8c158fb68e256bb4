import * as z from 'zod';
import type { Ground } from '../../app/deps.ts';

/** How late whoever listens hears of what another process wrote, at most. */
const LOOKS_EVERY_MS = 2_000;

/** More addresses than any host shows at once; the SDK bounds how many streams there are. */
const ADDRESSES = 200;

const listening = z.looseObject({
  method: z.literal('subscriptions/listen'),
  params: z.looseObject({
    notifications: z.looseObject({ resourceSubscriptions: z.array(z.string()).default([]) }),
  }),
});

/** The resources of which a message asks to hear; null: it asks for nothing of the kind. */
export function listenedTo(message: unknown): readonly string[] | null {
  const asked = listening.safeParse(message);
  return asked.success ? asked.data.params.notifications.resourceSubscriptions.slice(0, ADDRESSES) : null;
}

/**
 * Publishes the addresses that somebody listens to whenever anything was written that can change an answer, by whatever
 * process: what is at them may have changed. Nobody listens: the store is left alone.
 */
export function watched(
  open: () => Promise<Ground>,
  publish: (uri: string) => void,
  onFault: (error: unknown) => void,
) {
  const addresses = new Map<object, readonly string[]>();
  let timer: NodeJS.Timeout | undefined;
  let last: number | undefined;
  const look = async () => {
    const { store } = await open();
    const revision = await store.read((reader) => reader.revision());
    if (last !== undefined && revision !== last)
      for (const uri of new Set([...addresses.values()].flat())) publish(uri);
    last = revision;
  };
  const tick = () => {
    look()
      .catch(onFault)
      .finally(() => {
        if (addresses.size > 0) timer = setTimeout(tick, LOOKS_EVERY_MS).unref();
      });
  };
  return {
    /** Returns what ends it. */
    add(uris: readonly string[]): () => void {
      const key = {};
      addresses.set(key, uris);
      if (addresses.size === 1) {
        last = undefined;
        clearTimeout(timer);
        tick();
      }
      return () => {
        addresses.delete(key);
        if (addresses.size === 0) clearTimeout(timer);
      };
    },
  };
}

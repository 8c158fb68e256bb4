import type { IncomingMessage } from 'node:http';
import type { HttpLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

/** Bytes of all bodies in memory, over all requests, and by caller. */
export interface HeldBytes {
  bytes: number;
  readonly of: Map<string, number>;
}

function hold(held: HeldBytes, caller: string, bytes: number): void {
  held.bytes += bytes;
  const own = (held.of.get(caller) ?? 0) + bytes;
  if (own === 0) held.of.delete(caller);
  else held.of.set(caller, own);
}

export interface Body {
  readonly bytes: Buffer;
  /** Frees the memory; called once, when nothing uses the message any more. */
  release(): void;
}

/**
 * Reads a body. It first refuses what is compressed, is no JSON, or announces too great a length; then what comes so slowly
 * that it only holds a place.
 */
export async function readBody(
  request: IncomingMessage,
  caller: string,
  held: HeldBytes,
  limits: HttpLimits,
): Promise<Body> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new Refusal(415, 'Compressed bodies are not accepted.');
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') throw new Refusal(415, 'The body must be application/json.');
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) throw tooLarge(limits);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const release = () => {
    hold(held, caller, -bytes);
    bytes = 0;
  };
  if (request.destroyed) throw endedEarly();
  return new Promise((resolve, reject) => {
    let ended = false;
    const began = performance.now();
    const pace = setTimeout(() => {
      const seconds = (performance.now() - began) / 1_000;
      if (bytes >= seconds * limits.bodyBytesPerSecond) pace.refresh();
      else fail(new Refusal(408, 'The message comes too slowly.', { headers: { 'retry-after': '1' } }));
    }, limits.bodyGraceMs);
    const fail = (refusal: Refusal) => {
      ended = true;
      clearTimeout(pace);
      // Not destroyed yet: the client gets the answer first, then its connection is closed.
      request.pause().removeAllListeners('data');
      release();
      reject(refusal);
    };
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      hold(held, caller, chunk.length);
      if (bytes > limits.bodyBytes) fail(tooLarge(limits));
      else if (held.bytes > limits.heldBytes || (held.of.get(caller) ?? 0) > limits.heldBytesOfOne)
        fail(new Refusal(503, 'Too many large messages are being read.', { headers: { 'retry-after': '5' } }));
      else chunks.push(chunk);
    });
    request.once('end', () => {
      ended = true;
      clearTimeout(pace);
      resolve({ bytes: Buffer.concat(chunks), release });
    });
    for (const event of ['error', 'close']) request.once(event, () => (ended ? undefined : fail(endedEarly())));
  });
}

function endedEarly(): Refusal {
  return new Refusal(400, 'The message ended early.');
}

function tooLarge(limits: HttpLimits): Refusal {
  return new Refusal(413, `A message may have ${limits.bodyBytes} bytes at most.`);
}

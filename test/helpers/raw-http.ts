import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection of one's own, to send what no client library would. */
export async function rawSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  await new Promise<void>((done, fail) => socket.once('connect', () => done()).once('error', fail));
  return socket;
}

/** Sends the bytes and returns all that comes back until the server closes, or ends its first stream. */
export async function exchange(port: number, bytes: string | Uint8Array): Promise<string> {
  const socket = await rawSocket(port);
  socket.write(bytes);
  return untilClosed(socket);
}

export async function untilClosed(socket: Socket): Promise<string> {
  let said = '';
  await new Promise<void>((done) => {
    if (socket.closed) return done();
    socket.once('close', () => done());
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      // The SDK keeps the connection of a stream alive, whatever the client asked for.
      if (said.endsWith('\r\n0\r\n\r\n')) done();
    });
  });
  return said;
}

/** The status of each answer in what was said. */
export function statuses(said: string): readonly number[] {
  return [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => Number(match[1]));
}

/** A request as text; what is given in `headers` stands there as it is. */
export function rawPost(body: string, headers: readonly string[], length = Buffer.byteLength(body)): string {
  const all = [
    'POST /mcp HTTP/1.1',
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    ...headers,
    ...(headers.some((one) => /^(content-length|transfer-encoding):/i.test(one)) ? [] : [`Content-Length: ${length}`]),
    'Connection: close',
  ];
  return `${all.join('\r\n')}\r\n\r\n${body}`;
}

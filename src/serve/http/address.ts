import type { IncomingMessage } from 'node:http';
import { isIPv6, type Socket } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The network address whose requests share limits: an IPv4 address, or the /64 of an IPv6 address, because one machine has
 * all addresses of a /64.
 */
export function addressOf({ socket }: Pick<IncomingMessage, 'socket'>): string {
  return networkOf(socket.remoteAddress);
}

export function networkOf(address: Socket['remoteAddress'] = ''): string {
  const [bare = ''] = address.split('%');
  const ipv4 = MAPPED.exec(bare)?.[1];
  if (ipv4 !== undefined || !isIPv6(bare)) return ipv4 ?? bare;
  const [head = '', tail] = bare.split('::');
  const front = groups(head);
  const left = tail === undefined ? 0 : 8 - front.length - groups(tail).length;
  const all = [...front, ...Array.from({ length: left }, () => '0'), ...groups(tail ?? '')];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

function groups(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

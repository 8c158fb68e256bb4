import { expect, test } from 'vitest';
import { networkOf } from '../../../src/serve/http/address.ts';

test.each([
  ['IPv4', '10.1.2.3', '10.1.2.3'],
  ['IPv4 on a socket of both kinds', '::ffff:10.1.2.3', '10.1.2.3'],
  ['loopback of IPv6', '::1', '0:0:0:0::/64'],
  ['an address of a /64', '2001:db8:0:7::1', '2001:db8:0:7::/64'],
  ['another one of the same /64', '2001:db8:0:7:aaaa:bbbb:cccc:dddd', '2001:db8:0:7::/64'],
  ['one of the next /64', '2001:db8:0:8::1', '2001:db8:0:8::/64'],
  ['zeros at the end', '2001:db8::', '2001:db8:0:0::/64'],
  ['a link of its own', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['a socket that closed already', undefined, ''],
])('callers share the limits of a network: %s', (_case, address, network) => {
  expect(networkOf(address)).toBe(network);
});

import { execFileSync } from 'node:child_process';
import { isIPv4, isIPv6 } from 'node:net';
import { type Endpoint, endpointOf } from '../peers/endpoint.js';

const present = new Set<string>();
let rulesReady = false;
let tunnelReady = false;

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

const family = (address: string): string => (isIPv6(address) ? '-6' : '-4');

export function bringLoopbackUp(): void {
  ip('link', 'set', 'lo', 'up');
}

/** Gives this namespace the addresses, so that whoever listens there is reached and whoever doesn't refuses. */
export function addAddresses(addresses: Iterable<string>): void {
  for (const address of addresses) {
    const ours = address.startsWith('127.') || address === '::1' || address === '0.0.0.0' || address === '::';
    if (ours || present.has(address)) continue;
    present.add(address);
    if (isIPv4(address)) ip('addr', 'add', `${address}/32`, 'dev', 'lo');
    else if (isIPv6(address)) ip('-6', 'addr', 'add', `${address}/128`, 'dev', 'lo', 'nodad');
  }
}

/** IPv6 rejects a route through lo, so there the packets go into a tunnel that nobody reads. */
function vanishingDevice(version: string): string {
  if (version === '-4') return 'lo';
  if (!tunnelReady) {
    tunnelReady = true;
    ip('tuntap', 'add', 'void', 'mode', 'tun');
    ip('link', 'set', 'void', 'up');
    ip('-6', 'addr', 'add', 'fd00:ffff:ffff::1/128', 'dev', 'void', 'nodad');
  }
  return 'void';
}

/**
 * Lets every packet to that port vanish; returns how to undo it. In IPv4 a route that is not `local` sends the packet out through
 * lo; it comes back for an address that isn't ours there, and forwarding is off: the kernel drops it without a word.
 */
export function makeUnreachable(address: string): () => void {
  const endpoint: Endpoint = endpointOf(address);
  if (endpoint.type === 'unix') return () => undefined;
  const version = family(endpoint.host);
  addAddresses([endpoint.host]);
  if (!rulesReady) {
    rulesReady = true;
    for (const each of ['-4', '-6']) {
      try {
        ip(each, 'rule', 'add', 'pref', '5', 'lookup', 'local');
        ip(each, 'rule', 'del', 'pref', '0');
      } catch {} // a kernel without IPv6
    }
  }
  ip(version, 'route', 'replace', endpoint.host, 'dev', vanishingDevice(version), 'table', '100');
  const rule = ['pref', '1', 'ipproto', 'tcp', 'to', endpoint.host, 'dport', String(endpoint.port), 'lookup', '100'];
  ip(version, 'rule', 'add', ...rule);
  return () => ip(version, 'rule', 'del', ...rule);
}

/** Every address literal in a configuration: listeners, peers, resolvers. */
export function addressesIn(text: string): readonly string[] {
  const found = [...text.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\[([0-9a-fA-F:]+)\]/g)];
  return found.map((match) => match[1] ?? match[0]).filter((address) => isIPv4(address) || isIPv6(address));
}

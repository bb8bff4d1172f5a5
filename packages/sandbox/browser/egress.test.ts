import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { attempts } from './egress/attempts.js';
import type { Arrived, Measured } from './egress/inside.js';
import { siteFile } from './page.js';

const inside = fileURLToPath(new URL('../dist/browser/egress/inside.js', import.meta.url));
const program = fileURLToPath(new URL('../../cli/bin/stackengine.js', import.meta.url));

/** Every IPv4 address is this machine's; names are asked of 127.0.0.1. WebRTC wants an interface that is not loopback. */
const setup = `set -e
ip link set lo up
ip link add out0 type veth peer name out1
ip addr add 10.77.0.2/24 dev out0
ip link set out0 up
ip link set out1 up
ip route add local 0.0.0.0/0 dev lo
echo 'nameserver 127.0.0.1' > "$RESOLVER"
mount --bind "$RESOLVER" /etc/resolv.conf
exec "$@"`;

let measured: Measured;
beforeAll(() => {
  const resolver = fileURLToPath(new URL('../dist/browser/resolv.conf', import.meta.url));
  const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const { stdout, stderr, status } = spawnSync(
    'unshare',
    ['-n', '-m', 'sh', '-c', setup, 'sh', process.execPath, inside, siteFile('.'), program, chromium],
    { encoding: 'utf8', env: { ...process.env, RESOLVER: resolver }, timeout: 400_000, maxBuffer: 1 << 26 },
  );
  if (status !== 0) throw new Error(`in the namespace: ${stderr.slice(-2000)}`);
  measured = JSON.parse(stdout) as Measured;
}, 420_000);

const of = (host: Arrived['host'], id: string): Arrived => {
  const found = measured.arrived.find((one) => one.host === host && one.attempt === id);
  if (found === undefined) throw new Error(`${host} ${id} was not tried`);
  return found;
};

describe.each(attempts.map(({ id, quiet = false }) => ({ id, quiet })))('$id', ({ id, quiet }) => {
  test('arrives from a page without a policy, so that its absence says something', () => {
    const { http, name, tcp, udp } = of('control', id);
    expect(quiet ? name || tcp || udp : http).toBe(true);
  });

  test('sends no request from the frame that sees what the user gives, on any static host', () => {
    const { http, udp } = of('static', id);
    expect({ http, udp }).toEqual({ http: false, udp: false });
  });

  test('does nothing at all where the host sets the headers', () => {
    const { http, name, tcp, udp } = of('headers', id);
    expect({ http, name, tcp, udp }).toEqual({ http: false, name: false, tcp: false, udp: false });
  });
});

/** Said on the page: what a policy inside of a document can't close. */
const residual = new Set([
  'dns-prefetch',
  'preconnect',
  'location',
  'replace',
  'refresh',
  'link',
  'download',
  'frame',
  'form',
]);

test('on a static host nothing but names of the known residue is looked up', () => {
  const looked = measured.arrived.filter(({ host, name }) => host === 'static' && name).map(({ attempt }) => attempt);
  expect(looked.filter((id) => !residual.has(id))).toEqual([]);
});

test('a whole session, from paste to download, opens no connection and asks the host for nothing', () => {
  expect(measured.session).toEqual({ connections: 0, requests: [], names: [] });
});

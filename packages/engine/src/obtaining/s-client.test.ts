import { describe, expect, it } from 'vitest';
import { type AskedHandshake, sClientCommand } from './s-client.js';

const asked: AskedHandshake = {
  address: '10.0.1.45:8443',
  serverName: undefined,
  protocols: ['TLSv1.2', 'TLSv1.3'],
  ciphers: 'DEFAULT',
  alpn: undefined,
  proxyProtocol: false,
};
const command = (more: Partial<AskedHandshake>) => sClientCommand({ ...asked, ...more });

describe('the openssl command for a handshake', () => {
  it.each<[Partial<AskedHandshake>, string]>([
    [{}, '-connect 10.0.1.45:8443 -noservername'],
    [{ serverName: 'api.internal' }, '-connect 10.0.1.45:8443 -servername api.internal'],
    [{ address: '[::1]:8443' }, '-connect [::1]:8443 -noservername'],
    [{ address: 'unix:/run/app.sock' }, '-unix /run/app.sock -noservername'],
    [{ protocols: ['TLSv1.2'] }, '-connect 10.0.1.45:8443 -noservername -min_protocol TLSv1.2 -max_protocol TLSv1.2'],
    [
      { protocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] },
      '-connect 10.0.1.45:8443 -noservername -min_protocol TLSv1 -max_protocol TLSv1.2',
    ],
    [{ ciphers: 'HIGH:!aNULL', alpn: 'h2' }, "-connect 10.0.1.45:8443 -noservername -cipher 'HIGH:!aNULL' -alpn h2"],
  ])('%j', (more, words) => {
    expect(command(more)).toBe(`openssl s_client ${words} -showcerts </dev/null`);
  });

  it('is one that a shell takes for one, whatever stands in it', () => {
    expect(command({ ciphers: "a'; rm -rf /; '" })).toContain(`-cipher 'a'\\''; rm -rf /; '\\''' -showcerts`);
    expect(command({ address: 'unix:/a b' })).toContain("-unix '/a b' ");
  });

  it('is none where a PROXY header goes first', () => {
    expect(command({ proxyProtocol: true })).toBeUndefined();
  });
});

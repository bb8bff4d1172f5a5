import { createRedactor } from '@stackengine/engine';
import { expect, test } from 'vitest';
import { standInAddresses } from './stand-in-addresses.js';

test('each placeholder has an address of its own, the same in every text, and none that stands there', () => {
  const configuration = 'server IPV4_PRIVATE_1:8443;\nserver [IPV6_1]:8443;\nallow IPV4_PRIVATE_2/16;\n';
  const log = 'client: 192.0.2.2, upstream: "https://IPV4_PRIVATE_1:8443/", IPV4_1 xIPV4_1\n';
  const play = standInAddresses([configuration, log]);
  expect(play(configuration)).toBe('server 192.0.2.1:8443;\nserver [2001:db8::1]:8443;\nallow 192.0.2.3/16;\n');
  expect(play(log)).toBe('client: 192.0.2.2, upstream: "https://192.0.2.1:8443/", 192.0.2.4 xIPV4_1\n');
});

test('redaction leaves them', () => {
  const text = standInAddresses(['proxy_pass https://IPV4_PRIVATE_1:8443;\nallow IPV6_1;\n'])(
    'proxy_pass https://IPV4_PRIVATE_1:8443;\nallow IPV6_1;\n',
  );
  expect(createRedactor().redact([{ name: 'a.conf', text }])[0]?.text).toBe(text);
});

test('who has more than there are keeps placeholders', () => {
  const text = Array.from({ length: 800 }, (_, index) => `IPV4_PRIVATE_${index + 1}`).join(' ');
  const words = standInAddresses([text])(text).split(' ');
  expect(new Set(words).size).toBe(800);
  expect(words[761]).toBe('203.0.113.254');
  expect(words[762]).toBe('IPV4_PRIVATE_763');
});

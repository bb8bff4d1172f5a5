import { readConfiguration } from '@stackengine/nginx-config';
import { expect, it } from 'vitest';
import { findHops } from '../hops/index.js';
import { leftOut } from './crowd.js';

const servers = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `server { location / { proxy_pass https://10.0.0.${index}; } location /s/ { root /x; } }\n`,
  ).join('');

const given = (text: string) => {
  const hops = findHops(readConfiguration([{ file: 'nginx.conf', text }]));
  const [hop] = hops;
  if (hop === undefined) throw new Error('no hop');
  return { hop, hops, gone: leftOut({ hops, sharing: [], candidates: [] }, hop) };
};

it('plays a small configuration whole', () => {
  expect(given(`http { ${servers(40)} }`).gone.size).toBe(0);
});

it('leaves other servers of a large one out, as wholes', () => {
  const { gone, hop } = given(`http { ${servers(60)} }`);
  expect(gone.size).toBe(59);
  expect([...gone].every(({ name }) => name.value === 'server')).toBe(true);
  for (const block of hop.enclosing) expect(gone.has(block.directive)).toBe(false);
});

it('keeps some locations beside the hop', () => {
  const locations = Array.from(
    { length: 60 },
    (_, index) => `location /${index}/ { proxy_pass https://10.0.0.1:${index + 1}; }\n`,
  );
  const { gone } = given(`http { server { ${locations.join('')} } }`);
  expect(gone.size).toBe(48);
  expect([...gone].every(({ name }) => name.value === 'location')).toBe(true);
});

import { cast } from '@stackengine/engine';
import { expect, it } from 'vitest';
import { causesOf, diagnosed, production, rejected, server, verified, worldsOf } from './incident.js';

const at = (depth: number) =>
  server(`location /v1/ { proxy_pass https://10.0.1.45:8443; ${verified} proxy_ssl_verify_depth ${depth}; }`);

it.each([1, 2, 3, 8])('code 20 at a depth of %i may be the depth, or an intermediate in the middle', async (depth) => {
  const incident = await diagnosed({ configuration: at(depth), log: rejected(20) });
  expect(causesOf(incident)).toEqual([
    'untrusted-issuer likely',
    'chain-too-long possible',
    'missing-intermediate possible',
  ]);
  expect(worldsOf(incident)).toContain('missing-intermediate/upper-missing');
  expect(worldsOf(incident)).toContain(`chain-too-long/${depth === 1 ? 'two-intermediates' : 'deeper'}`);
  expect(production(incident)?.proof).not.toBeNull();
});

it.each([0, 1, 2, 3])('a limit of %i is raised where it is the cause, and the fix proven', async (depth) => {
  const incident = await diagnosed({
    configuration: at(depth),
    log: rejected(2),
    table: cast,
    trustedNow: ['root', 'intermediate'],
  });
  expect(incident.causes[0]).toMatchObject({ cause: 'chain-too-long' });
  expect(production(incident)?.diff).toContain(`proxy_ssl_verify_depth ${Math.max(3, depth + 1)};`);
  expect(production(incident)?.proof?.cured).toEqual(['chain-too-long/deeper-intermediate-in-bundle']);
});

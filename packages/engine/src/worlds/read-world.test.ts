import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causes } from '../causes/index.js';
import { cast, faultless } from './cast.js';
import { readWorld } from './read-world.js';
import type { World } from './world.js';

const world: World = {
  files: {
    '/etc/nginx/nginx.conf': 'events {}',
    '/etc/nginx/ca.pem': { certificates: ['root'], format: 'pem' },
    '/etc/nginx/key.pem': { keyOf: 'leaf' },
    '/etc/nginx/crl.pem': { crlOf: ['root'], expired: true },
  },
  certificates: cast,
  upstreams: [{ address: '10.0.1.45:8443', behaviour: faultless }],
  names: { 'a.example': ['10.0.1.45'] },
  steps: [
    { type: 'request', to: '127.0.0.1:80', protocol: 'http', host: 'a', method: 'GET', path: '/', headers: { a: 'b' } },
    { type: 'pause', seconds: 10 },
    { type: 'reload', files: {} },
    { type: 'rotate' },
    { type: 'swap', upstream: { address: '10.0.1.45:8443', behaviour: { type: 'close', reset: true } } },
  ],
};
const file = (value: unknown) => JSON.stringify({ schema: 'stackengine/world@1', nginx: '1.26.3', world: value });

/** Every place in a value, as a way to it. */
function ways(value: unknown, way: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  return [way, ...Object.entries(value).flatMap(([key, one]) => ways(one, [...way, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? replaced(one, rest, by) : one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, name === key ? replaced(one, rest, by) : one]),
  );
}

describe('a world in a file', () => {
  it('is read back as it was written', () => {
    expect(readWorld(file(world))).toEqual({ schema: 'stackengine/world@1', nginx: '1.26.3', world });
  });

  it('may hold every behaviour that a cause has', () => {
    for (const cause of causes) {
      for (const { upstream, certificates = {}, files = {} } of cause.worlds) {
        const absolute = Object.fromEntries(
          Object.entries(files).map(([path, content]) => [`/etc/nginx/${path}`, content]),
        );
        const one = {
          ...world,
          certificates: { ...cast, ...certificates },
          files: absolute,
          upstreams: [{ address: 'a:1', behaviour: upstream }],
        };
        expect(readWorld(file(one))).toHaveProperty('world');
      }
    }
  });

  it('is refused with the place where it is wrong', () => {
    for (const way of ways(world)) {
      const found = readWorld(file(replaced(world, way, null)));
      expect(found, way.join('.')).toMatchObject({
        path: expect.stringContaining('$'),
        message: expect.stringMatching(/^(has|is|may) /),
      });
    }
    const hanging = {
      ...world,
      upstreams: [{ address: 'a:1', behaviour: { type: 'close', reset: true, at: 'noon' } }],
    };
    expect(readWorld(file(hanging))).toEqual({
      path: '$.world.upstreams[0].behaviour.at',
      message: 'has to be one of accept',
    });
    expect(readWorld(file({ ...world, more: 1 }))).toEqual({ path: '$.world.more', message: 'is not known here' });
    expect(readWorld(file({ ...world, steps: [{ type: 'pause', seconds: -1 }] }))).toEqual({
      path: '$.world.steps[0].seconds',
      message: 'has to be a number from 0 to 31536000',
    });
    const many = { ...world, names: Object.fromEntries(Array.from({ length: 4001 }, (_, n) => [`n${n}`, []])) };
    expect(readWorld(file(many))).toEqual({ path: '$.world.names', message: 'may have 4000 entries at most' });
    expect(readWorld('{"schema":"stackengine/world@2"}')).toEqual({ path: '$.world', message: 'is missing' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        readWorld(text);
        readWorld(file(text));
      }),
    );
  });
});

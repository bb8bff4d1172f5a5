import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bottleFor } from '../playing/bottles.js';
import { full } from '../testing/certificates.js';
import { tlsServer } from '../testing/servers.js';

const bottle = bottleFor('1.26');
if (bottle === undefined) throw new Error('nginx is not built: node packages/nginx-wasm/recipe/build.mjs');

/** The same bytes each time, so that a server's answer to one hello fits the next. For tests only. */
const same = () => {
  let state = 1;
  return (size: number) =>
    Uint8Array.from({ length: size }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state & 255;
    });
};

const versions = ['TLSv1.2', 'TLSv1.3'] as const;
const begin = (protocols: readonly string[] = versions) =>
  bottle.handshake({ protocols, serverName: 'api.internal', random: same() });

/** All that a server sends in answer to the hello of that version, recorded. */
async function flight(version: string): Promise<Uint8Array> {
  const port = await tlsServer(full);
  const handshake = begin([version]);
  return await new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.write(handshake.next().send);
    socket.on('data', (bytes) => {
      parts.push(bytes);
      const { send, state } = handshake.next(bytes);
      socket.write(send);
      if (state === 'going') return;
      socket.destroy();
      resolve(Uint8Array.from(Buffer.concat(parts)));
    });
  });
}

const ended = new Set(['failed', 'closed', 'finished', 'content']);

/** Feeds pieces, then the end; the last state, if everything went as it should. */
function feed(protocols: readonly string[], pieces: readonly Uint8Array[]): string {
  const handshake = begin(protocols);
  handshake.next();
  for (const piece of pieces) handshake.next(piece);
  const { state, failure } = handshake.next(undefined, 'closed');
  expect(ended.has(state)).toBe(true);
  if (state === 'failed') expect(failure?.text).toMatch(/^(?:peer closed|SSL_)/);
  return state;
}

describe('a handshake with hostile bytes', () => {
  it('takes a recorded flight whole or byte by byte, as far as its keys fit', async () => {
    for (const version of versions) {
      const bytes = await flight(version);
      expect(bytes.length).toBeGreaterThan(500);
      const one = feed([version], [bytes]);
      expect(
        feed(
          [version],
          Array.from(bytes, (byte) => Uint8Array.of(byte)),
        ),
      ).toBe(one);
    }
  });

  it('ends with any bytes, in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (pieces) => {
        feed(versions, pieces);
      }),
      { numRuns: 150 },
    );
  });

  it('ends with any record of a handshake', () => {
    const record = fc
      .tuple(fc.constantFrom(20, 21, 22, 23), fc.uint8Array({ minLength: 1, maxLength: 200 }))
      .map(([type, body]) => Uint8Array.of(type, 3, 3, body.length >> 8, body.length & 255, ...body));
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
        feed(versions, records);
      }),
      { numRuns: 150 },
    );
  });

  it('ends with a real flight in which bytes are changed, cut out or put in', async () => {
    const flights = new Map(
      await Promise.all(versions.map(async (version) => [version, await flight(version)] as const)),
    );
    const change = fc.record({ at: fc.nat(), cut: fc.nat(40), put: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(
        fc.constantFrom(...versions),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (version, changes) => {
          let bytes = flights.get(version) ?? new Uint8Array();
          for (const { at, cut, put } of changes) {
            const from = at % Math.max(bytes.length, 1);
            bytes = Uint8Array.from([...bytes.subarray(0, from), ...put, ...bytes.subarray(from + cut)]);
          }
          feed([version], [bytes]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says the same again to whoever asks after its end', () => {
    const handshake = begin();
    handshake.next();
    const end = handshake.next(Uint8Array.from(Buffer.from('HTTP/1.1 200 OK\r\n\r\n')));
    expect(end.state).toBe('failed');
    expect(handshake.next(Uint8Array.of(1, 2, 3))).toEqual({ ...end, send: new Uint8Array() });
  });
});

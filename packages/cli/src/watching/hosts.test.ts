import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { type Place, placeNamed } from '../fetching/place.js';
import { authorityIn } from '../testing/authority.js';
import type { Asker } from './asker.js';
import { askHosts } from './hosts.js';
import { progressBar } from './progress.js';

const plan = (server: string) => ({ place: placeNamed(server, undefined, false), usedBy: [] });
const asker = (ask: Asker['ask']): Asker => ({ nginx: '1.26.3', ask });

let old = '';
let renewed = '';
beforeAll(() => {
  const place = mkdtempSync(join(tmpdir(), 'stackengine-'));
  const { issue } = authorityIn(place);
  old = issue('old', { until: '2026-12-01' });
  renewed = issue('new', { until: '2028-01-01' });
  return () => rmSync(place, { recursive: true, force: true });
});

test('asks 500 servers, no more at a time than it may, and answers in their order', async () => {
  let open = 0;
  let most = 0;
  const { ask } = asker(async ({ target }) => {
    open += 1;
    most = Math.max(most, open);
    await pause(target.port % 3);
    open -= 1;
    return { chain: [renewed], failure: undefined };
  });
  const plans = Array.from({ length: 500 }, (_, index) => plan(`127.0.0.1:${index + 1}`));
  // Every name has three addresses.
  const thrice = async (place: Place) => [place, place, place];
  const sources = await askHosts(plans, 32, asker(ask), thrice);
  expect(most).toBe(32);
  expect(sources.map(({ name }) => name)).toEqual(plans.map(({ place }) => place.address));
});

test('tells what the addresses of a name present alike once, and what one presents otherwise by itself', async () => {
  const at = (answers: Readonly<Record<string, string | undefined>>) =>
    askHosts(
      [plan('api.internal:8443')],
      1,
      asker(async ({ target }) => {
        const pem = answers[target.host];
        return { chain: pem === undefined ? [] : [pem], failure: pem === undefined ? 'connection refused' : undefined };
      }),
      async (place) => Object.keys(answers).map((host) => ({ ...place, target: { host, port: 8443 } })),
    );
  expect(await at({ '10.0.0.1': renewed, '10.0.0.2': renewed })).toMatchObject([
    { name: 'api.internal:8443', notes: [] },
  ]);
  expect(await at({ '10.0.0.1': renewed, '::2': old, '10.0.0.3': renewed })).toMatchObject([
    { name: 'api.internal:8443 at 10.0.0.1:8443, 10.0.0.3:8443' },
    { name: 'api.internal:8443 at [::2]:8443' },
  ]);
  expect(await at({ '10.0.0.1': renewed, '10.0.0.2': undefined })).toMatchObject([
    { name: 'api.internal:8443', problems: [], notes: ['no answer at 10.0.0.2:8443: connection refused'] },
  ]);
  expect(await at({ '10.0.0.1': undefined, '10.0.0.2': undefined })).toMatchObject([
    { certificates: [], problems: [{ message: 'connection refused' }] },
  ]);
});

test('says why a server presents nothing', async () => {
  const sources = await askHosts(
    [plan('127.0.0.1:1')],
    1,
    asker(async () => ({ chain: [], failure: 'connection refused' })),
  );
  expect(sources).toMatchObject([
    { name: '127.0.0.1:1', certificates: [], problems: [{ file: '127.0.0.1:1', message: 'connection refused' }] },
  ]);
});

test('shows its progress on a terminal, and nothing elsewhere', () => {
  const written: string[] = [];
  const out = { write: (text: string) => written.push(text) };
  const silent = progressBar(10, 'servers asked', out);
  silent.show(5);
  silent.clear();
  expect(written).toEqual([]);
  const bar = progressBar(10, 'servers asked', { ...out, isTTY: true });
  bar.show(5);
  bar.show(5);
  bar.clear();
  expect(written).toEqual([
    `\r[${'-'.repeat(30)}] 0/10 servers asked`,
    `\r[${'#'.repeat(15)}${'-'.repeat(15)}] 5/10 servers asked`,
    '\r\u001b[K',
  ]);
});

import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { placeNamed } from '../fetching/place.js';
import { authorityIn } from '../testing/authority.js';
import { folder } from '../testing/stackengine.js';
import type { Asker } from './asker.js';
import { askHosts } from './hosts.js';
import { progressBar } from './progress.js';

const plan = (server: string) => ({ place: placeNamed(server, undefined, false), usedBy: [] });
const asker = (ask: Asker['ask']): Asker => ({ nginx: '1.26.3', ask });
const { issue } = authorityIn(folderOf());
const [old, renewed] = [issue('old', { until: '2026-12-01' }), issue('new', { until: '2028-01-01' })];

function folderOf() {
  return folder();
}

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
  const sources = await askHosts(plans, 32, asker(ask));
  expect(most).toBe(32);
  expect(sources.map(({ name }) => name)).toEqual(plans.map(({ place }) => place.address));
});

test('tells what the addresses of a name present alike once, and otherwise each', async () => {
  const at = (answers: Record<string, string | undefined>) =>
    askHosts(
      [plan('localhost:8443')],
      1,
      asker(async ({ target }) => {
        const pem = answers[target.host];
        return { chain: pem === undefined ? [] : [pem], failure: pem === undefined ? 'connection refused' : undefined };
      }),
    );
  const both = { '127.0.0.1': renewed, '::1': renewed };
  expect(await at(both)).toMatchObject([{ name: 'localhost:8443', notes: [] }]);
  const addresses = (await at({})).length;
  expect(addresses).toBe(1);
});

test('says why a server presents nothing', async () => {
  const sources = await askHosts([plan('127.0.0.1:1')], 1, asker(async () => ({ chain: [], failure: 'connection refused' })));
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

import { expect, it } from 'vitest';
import { nearestNames } from './names.js';

it.each([
  ['api.internal', ['db.example', 'web.internal', 'x'], 'web.internal'],
  ['api.pay.internal', ['api.internal', 'ledger.pay.internal'], 'ledger.pay.internal'],
  ['API.Internal', ['web.internal', 'apis.internal'], 'apis.internal'],
  ['apx', ['bpx', 'apy'], 'apy'],
  ['10.0.1.45', ['api.internal'], 'api.internal'],
  ['', ['b', 'a'], 'b'],
])('of %s the nearest among %j is %s', (wanted, covered, nearest) => {
  expect(nearestNames(wanted, covered)[0]).toBe(nearest);
});

it('keeps every name, also of a certificate with thousands', () => {
  const many = Array.from({ length: 2000 }, (_, index) => `n${index}.internal`);
  expect(new Set(nearestNames('n1999.internal', many))).toEqual(new Set(many));
});

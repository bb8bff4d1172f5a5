import { expect, it } from 'vitest';
import { canonicalHost, isAddressLiteral, joinAddress } from './address.js';

it.each([
  ['0.0.0.0', true],
  ['255.255.255.255', true],
  ['10.0.0.256', false],
  ['10.0.0.0001', false],
  ['10.0.0', false],
  ['10.0.0.0.0', false],
  ['10.0.0.a', false],
  ['a10.0.0.1', false],
  ['10.0.0.1a', false],
  ['::', true],
  ['::1', true],
  ['1::', true],
  ['[::1]', true],
  ['[::1', false],
  ['::1]', false],
  ['1:2:3:4:5:6:7:8', true],
  ['1:2:3:4:5:6:7', false],
  ['1:2:3:4:5:6:7:8:9', false],
  ['1:2:3:4:5:6:7::', true],
  ['1:2:3:4:5:6:7:8::', false],
  ['1::2::3', false],
  ['12345::', false],
  ['1g::', false],
  ['g1::', false],
  ['::ffff:10.0.0.1', true],
  ['1:2:3:4:5:6:10.0.0.1', true],
  ['1:2:3:4:5:6:7:10.0.0.1', false],
  ['::10.0.0.1:1', false],
  ['::ffff:10.0.0.256', false],
  ['1:', false],
  [':1', false],
  ['abcd', false],
  ['0000:0000:0000:0000:0000:ffff:255.255.255.255', true],
  ['', false],
])('whether %s is an address: %s', (host, expected) => {
  expect(isAddressLiteral(host)).toBe(expected);
});

it.each([
  ['::1', '[0:0:0:0:0:0:0:1]'],
  ['FD00::00ab', 'fd00:0:0:0:0:0:0:ab'],
  ['::ffff:10.1.2.3', '::ffff:a01:203'],
  ['1::8', '1:0:0:0:0:0:0:8'],
  ['::', '0::0'],
  ['API.Test', 'api.test'],
])('%s is %s', (a, b) => {
  expect(canonicalHost(a)).toBe(canonicalHost(b));
});

it.each([
  ['::1', '::2'],
  ['1::', '::1'],
  ['1:2::', '1::2'],
  ['::ffff:10.1.2.3', '::ffff:10.1.3.2'],
  ['::ffff:1.2.0.0', '::ffff:2.1.0.0'],
  ['a', 'b'],
])('%s is not %s', (a, b) => {
  expect(canonicalHost(a)).not.toBe(canonicalHost(b));
});

it('puts brackets around IPv6, once', () => {
  expect(joinAddress('::1', 80)).toBe('[::1]:80');
  expect(joinAddress('[::1]', 80)).toBe('[::1]:80');
  expect(joinAddress('::1', undefined)).toBe('[::1]');
  expect(joinAddress('a.test', undefined)).toBe('a.test');
  expect(joinAddress('a.test', 0)).toBe('a.test:0');
});

import { expect, test } from 'vitest';
import { addressesOf, answerQuery, resolverPorts } from './dns.js';

function query(name: string, type: number): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  const header = Buffer.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, type, 0, 1])]);
}

const names = (name: string) => addressesOf(name, { 'API.internal': ['10.0.1.45', 'fd00::1', '10.0.1.46'] });

test('gives every address of the asked kind, and the question back', () => {
  const answer = answerQuery(query('api.Internal', 1), names);
  expect(answer.subarray(0, 2)).toEqual(Buffer.from([0xab, 0xcd]));
  expect(answer.readUInt16BE(2)).toBe(0x8180);
  expect(answer.readUInt16BE(6)).toBe(2);
  expect(answer.subarray(-4)).toEqual(Buffer.from([10, 0, 1, 46]));
});

test('writes an IPv6 address out', () => {
  const answer = answerQuery(query('api.internal', 28), names);
  expect(answer.subarray(-16).toString('hex')).toBe('fd000000000000000000000000000001');
});

test('a name that is known without such an address is no error', () => {
  const answer = answerQuery(query('v4.internal', 28), () => ['10.0.0.1']);
  expect([answer.readUInt16BE(2), answer.readUInt16BE(6)]).toEqual([0x8180, 0]);
});

test('another name does not exist', () => {
  expect(answerQuery(query('elsewhere.internal', 1), names).readUInt16BE(2)).toBe(0x8183);
});

test('is wanted at the ports that a resolver names, whatever stands beside it', () => {
  const text = `http { resolver 127.0.0.1:5353 [fd00::1]:8600 10.0.0.2 valid=10s;
    server { resolver_timeout 5s; location / {resolver ns.internal:53 dns.internal:5353 ipv6=off; } } }`;
  expect(resolverPorts(text)).toEqual([5353, 8600]);
  expect(resolverPorts('resolver 127.0.0.1; resolver [::1]; listen 127.0.0.1:8080;')).toEqual([]);
});

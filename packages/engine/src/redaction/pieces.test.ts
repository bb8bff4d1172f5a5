import { expect, it } from 'vitest';
import { piecesOf } from './index.js';

const size = 1 << 18;

async function cut(text: string): Promise<readonly string[]> {
  async function* parts() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  const pieces: string[] = [];
  for await (const piece of piecesOf(parts())) pieces.push(piece);
  return pieces;
}

it.each([
  ['at line ends', 'a line of a log that goes on and on\n', /\n$/],
  ['between words', 'words of a line without end ', /[^ ]$/],
])('cuts %s, and loses nothing', async (_, line, end) => {
  const text = line.repeat(Math.ceil((9 << 20) / line.length));
  const pieces = await cut(text);
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.join('')).toBe(text);
  for (const piece of pieces.slice(0, -1)) expect(piece).toMatch(end);
});

it('keeps a private key together', async () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----\n`;
  const text = `${'x\n'.repeat(((4 << 20) - 60) / 2)}${key}${'y\n'.repeat(1000)}`;
  const pieces = await cut(text);
  expect(pieces.length).toBe(2);
  expect(pieces.filter((piece) => piece.includes(key))).toHaveLength(1);
});

it('gives a word without end out whole, up to sixteen million letters', async () => {
  expect((await cut('a'.repeat(10 << 20))).length).toBe(1);
  expect((await cut('a'.repeat(40 << 20))).join('').length).toBe(40 << 20);
});

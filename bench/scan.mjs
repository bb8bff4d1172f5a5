// How fast a log is sieved in Chromium, beside the ways that JavaScript has of finding the same lines with their numbers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { root } from '../scripts/run.mjs';

const megabytes = Number(process.argv[2] ?? 200);
const build = await rolldown({ input: join(root, 'packages/scan/dist/index.js') });
const { output } = await build.generate({ format: 'iife', name: 'scan' });
await build.close();
const kernel = readFileSync(join(root, 'packages/scan/modules/scan.wasm')).toString('base64');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--disable-gpu'],
});
const page = await browser.newPage();
await page.addScriptTag({ content: output[0].code });
const measured = await page.evaluate(inChromium, { kernel, megabytes });
await browser.close();

for (const [log, ways] of Object.entries(measured)) {
  const best = Math.max(...ways.filter(({ way }) => way !== 'kernel').map(({ speed }) => speed));
  console.log(`\n${log}, ${megabytes} MB, best of 5`);
  for (const { way, speed, found } of ways)
    console.log(
      `  ${way.padEnd(34)} ${speed.toFixed(2).padStart(6)} GB/s  ${String(found).padStart(8)} lines handed on${way === 'kernel' ? `  ${(speed / best).toFixed(1)} times the best of JavaScript` : ''}`,
    );
}

/** Runs in the page: no name of this file is known there. */
function inChromium({ kernel, megabytes }) {
  const { scan } = globalThis;
  const module = scan.compileKernel(Uint8Array.from(atob(kernel), (letter) => letter.charCodeAt(0)));
  const needles = ['SSL', 'upstream', '[emerg]', 'resolved', '() failed', '() to ', 'client sent', 'cannot load'];
  const anyNeedle = /SSL|upstream|\[emerg\]|resolved|\(\) failed|\(\) to |client sent|cannot load/g;

  const record = (index, message) =>
    `2026/11/20 09:14:${String(index % 60).padStart(2, '0')} [error] 4121#4121: *${index} ${message}, client: 203.0.113.${index % 250}, server: shop.example.com, request: "GET /api/${index} HTTP/1.1"`;
  const request = (index) =>
    `203.0.113.${index % 250} - - [20/Nov/2026:09:14:${String(index % 60).padStart(2, '0')} +0000] "GET /products/${index}?page=3 HTTP/1.1" 200 ${index * 7} "https://shop.example.com/" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"\n`;
  const missing = (index) =>
    `${record(index, `open() "/usr/share/nginx/html/${index}.ico" failed (2: No such file or directory)`)}, host: "shop.example.com"\n`;
  const failing = (index) =>
    `${record(index, 'upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream')}, upstream: "https://10.0.1.4${index % 4}:8443/api/${index}", host: "shop.example.com"\n`;
  const logs = {
    'one line in 200 fails': (index) =>
      index % 200 === 0 ? failing(index) : index % 5 === 0 ? missing(index) : request(index),
    'every line fails': failing,
  };

  const piece = 1 << 20;
  const linesAt = (text, from, to) => {
    let lines = 0;
    for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
    return lines;
  };
  /** Calls back with each line in which a needle stands, and its number. */
  const inText = (find) => (bytes, onLine) => {
    const decoder = new TextDecoder('utf-8');
    let number = 1;
    for (let from = 0; from < bytes.length; ) {
      const end = Math.min(bytes.length, from + piece);
      const cut = end === bytes.length ? end : bytes.lastIndexOf(10, end) + 1;
      const text = decoder.decode(bytes.subarray(from, cut));
      let counted = 0;
      for (const at of find(text)) {
        if (at < counted) continue;
        const start = text.lastIndexOf('\n', at) + 1;
        number += linesAt(text, counted, start);
        const stop = text.indexOf('\n', at);
        onLine(number, text.slice(start, stop));
        counted = start;
        number += 1;
        counted = stop + 1;
      }
      number += linesAt(text, counted, text.length);
      from = cut;
    }
  };
  const ways = {
    kernel: (bytes, onLine) => {
      const sieve = scan.createSieve(module);
      const take = (pieces) => {
        for (const one of pieces) if ('text' in one) onLine(0, one.text);
      };
      for (let from = 0; from < bytes.length; from += piece) take(sieve.push(bytes.subarray(from, from + piece)));
      take(sieve.end());
    },
    'TextDecoder, indexOf': inText(function* (text) {
      const next = needles.map((needle) => text.indexOf(needle));
      for (;;) {
        let first = -1;
        for (let index = 0; index < next.length; index += 1)
          if (next[index] !== -1 && (first === -1 || next[index] < next[first])) first = index;
        if (first === -1) return;
        const at = next[first];
        yield at;
        const stop = text.indexOf('\n', at);
        if (stop === -1) return;
        for (let index = 0; index < next.length; index += 1)
          if (next[index] !== -1 && next[index] < stop) next[index] = text.indexOf(needles[index], stop);
      }
    }),
    'TextDecoder, one expression': inText(function* (text) {
      anyNeedle.lastIndex = 0;
      for (let found = anyNeedle.exec(text); found !== null; found = anyNeedle.exec(text)) {
        yield found.index;
        const stop = text.indexOf('\n', found.index);
        if (stop === -1) return;
        anyNeedle.lastIndex = stop;
      }
    }),
    'TextDecoder, split, an expression': (bytes, onLine) => {
      const decoder = new TextDecoder('utf-8');
      let number = 0;
      for (let from = 0; from < bytes.length; ) {
        const end = Math.min(bytes.length, from + piece);
        const cut = end === bytes.length ? end : bytes.lastIndexOf(10, end) + 1;
        for (const line of decoder.decode(bytes.subarray(from, cut)).split('\n')) {
          number += 1;
          anyNeedle.lastIndex = 0;
          if (anyNeedle.test(line)) onLine(number, line);
        }
        from = cut;
      }
    },
  };

  const results = {};
  for (const [name, lineOf] of Object.entries(logs)) {
    const encoder = new TextEncoder();
    const block = encoder.encode(Array.from({ length: 40_000 }, (_, index) => lineOf(index)).join(''));
    const bytes = new Uint8Array(Math.floor((megabytes * 1e6) / block.length) * block.length);
    for (let at = 0; at < bytes.length; at += block.length) bytes.set(block, at);
    results[name] = Object.entries(ways).map(([way, run]) => {
      let best = Number.POSITIVE_INFINITY;
      let found = 0;
      for (let time = 0; time < 5; time += 1) {
        found = 0;
        const began = performance.now();
        run(bytes, () => {
          found += 1;
        });
        best = Math.min(best, performance.now() - began);
      }
      return { way, found, speed: bytes.length / best / 1e6 };
    });
  }
  return results;
}

import { readFileSync } from 'node:fs';
import {
  type AccessEntry,
  type AccessFormat,
  accessShapes,
  createAccessLogReader,
  createErrorLogReader,
  createEventFold,
  createRequestFold,
  type LogEvent,
  unknownWriter,
  writtenBy,
} from '@stackengine/engine';
import { compileKernel, createSieve } from '../index.js';

export const kernel = compileKernel(readFileSync(new URL('../../modules/scan.wasm', import.meta.url)));
if (kernel === undefined) throw new Error('Node runs WebAssembly with SIMD');

interface Read {
  readonly events: readonly LogEvent[];
  readonly access: readonly AccessEntry[];
  readonly openssl: string | undefined;
  readonly nginx: string | undefined;
  readonly isNginx: boolean;
}

export function plainly(log: string, formats: readonly AccessFormat[] = []): Read {
  const errors = createErrorLogReader('error.log');
  const requests = createAccessLogReader('error.log', formats);
  const fold = createEventFold();
  const kept = createRequestFold();
  for (const event of [...errors.push(log), ...errors.end()]) fold.add(event);
  for (const entry of [...requests.push(log), ...requests.end()]) kept.add(entry);
  return { events: fold.events, access: kept.requests, ...writtenBy(log), isNginx: errors.summary().looksLikeNginxLog };
}

export function sieved(
  log: string,
  most: number,
  cuts: readonly number[],
  formats: readonly AccessFormat[] = [],
): Read {
  const errors = createErrorLogReader('error.log');
  const requests = createAccessLogReader('error.log', formats);
  const fold = createEventFold();
  const kept = createRequestFold();
  let writer = unknownWriter;
  const sieve = createSieve(kernel, { most, shapes: accessShapes(formats) });
  const take = (pieces: ReturnType<typeof sieve.end>) => {
    for (const piece of pieces) {
      if (!('skipped' in piece)) writer = writtenBy(piece.text, writer);
      for (const event of errors.take(piece)) fold.add(event);
      for (const entry of requests.take(piece)) kept.add(entry);
    }
  };
  const bytes = new TextEncoder().encode(log);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, place] of places.entries()) take(sieve.push(bytes.subarray(places[index - 1] ?? 0, place)));
  take(sieve.end());
  for (const event of errors.end()) fold.add(event);
  for (const entry of requests.end()) kept.add(entry);
  return { events: fold.events, access: kept.requests, ...writer, isNginx: errors.summary().looksLikeNginxLog };
}

/** When those were that one event stands for is known by piece alone. */
export const withoutTimes = ({ events, access, ...read }: Read) => ({
  ...read,
  events: events.map(({ times: _, ...event }) => event),
  access: access.map(({ times: _, ...entry }) => entry),
});

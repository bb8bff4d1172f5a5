import { X509Certificate } from 'node:crypto';
import { expect } from 'vitest';
import { faults, type Ran, stackengineMeanwhile } from './stackengine.js';

/** `cert fetch` with these arguments. */
export const fetch = (...args: readonly string[]): Promise<Ran> => stackengineMeanwhile(['cert', 'fetch', ...args]);

/** Its JSON, which has to hold to the schema, and the first of its peers. */
export async function fetched(...args: readonly string[]) {
  const ran = await fetch(...args, '--format', 'json');
  const answer = JSON.parse(ran.out);
  expect(faults('cert-fetch-1', answer)).toEqual([]);
  return { ...ran, answer, peer: answer.peers[0] };
}

export const fingerprint = (text: string) => new X509Certificate(text).fingerprint256;
/** Subjects by answer. */
export const names = (peer: { answers: { chain: { subject: string }[] }[] }) =>
  peer.answers.map(({ chain }) => chain.map(({ subject }) => subject));

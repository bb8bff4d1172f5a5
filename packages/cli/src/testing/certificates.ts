import type { Certificate } from '@stackengine/engine';
import { bottleFor } from '../playing/bottles.js';

const bottle = bottleFor('1.26');
if (bottle === undefined) throw new Error('nginx is not built: node packages/nginx-wasm/recipe/build.mjs');

export interface Credentials {
  /** PEM: what the server sends, leaf first. */
  readonly cert: string;
  readonly key: string;
}

const ca = (subject: string, issuer: string): Certificate => ({
  subject,
  issuer,
  ca: true,
  dns: [],
  ip: [],
  validFrom: -1,
  validTo: 900,
  key: 'ec',
  digest: 'sha256',
  keyUsage: ['keyCertSign', 'cRLSign'],
});

const server = (subject: string, issuer: string): Certificate => ({
  ...ca(subject, issuer),
  ca: false,
  dns: [subject],
  ip: ['127.0.0.1'],
  validTo: 90,
  keyUsage: ['digitalSignature'],
});

const { certificates, keys } = bottle.issue({
  root: ca('Internal Root', 'root'),
  issuing: ca('Issuing 1', 'root'),
  leaf: server('api.internal', 'issuing'),
  fallback: server('fallback.internal', 'fallback'),
  hostile: server('\u001b]0;owned\u0007\u001b[2J\u202eevil', 'hostile'),
});

/** PEM by id. */
export const pem = (id: string): string => certificates[id] ?? '';

const sent = (...ids: readonly string[]): Credentials => ({
  cert: ids.map(pem).join(''),
  key: keys[ids[0] ?? ''] ?? '',
});

export const full = sent('leaf', 'issuing', 'root');
export const withoutRoot = sent('leaf', 'issuing');
export const leafAlone = sent('leaf');
export const selfSigned = sent('fallback');
export const hostile = sent('hostile');

/** As many certificates as are wanted behind the leaf, each the same. */
export const long = (count: number): Credentials => ({
  cert: full.cert + pem('issuing').repeat(Math.max(count - 3, 0)),
  key: full.key,
});

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Certificate } from '@stackengine/engine';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

function generate(kind: Certificate['key']): KeyPair {
  if (kind === 'ec') return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return generateKeyPairSync('rsa', { modulusLength: kind === 'rsa1024' ? 1024 : 2048 });
}

const stock = new Map<string, KeyPair>();

/** The key at one place of this process's stock: an RSA key takes long to find, and these protect nothing. */
export function keyAt(kind: Certificate['key'], index: number): KeyPair {
  const place = `${kind} ${index}`;
  const known = stock.get(place);
  if (known !== undefined) return known;
  const fresh = generate(kind);
  stock.set(place, fresh);
  return fresh;
}

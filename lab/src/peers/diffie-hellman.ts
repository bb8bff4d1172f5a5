import { getDiffieHellman } from 'node:crypto';
import { integer, pem, sequence } from '../certificates/der.js';

const groups = [
  [1024, 'modp2'],
  [1536, 'modp5'],
  [2048, 'modp14'],
  [3072, 'modp15'],
  [4096, 'modp16'],
] as const;

/** DH parameters (PKCS #3) of a published group of at least that many bits (RFC 2409 and RFC 3526); 1024 is the smallest. */
export function dhParameters(size: number): string {
  const [, name] = groups.find(([length]) => length >= size) ?? groups[4];
  const group = getDiffieHellman(name);
  return pem('DH PARAMETERS', sequence(integer(group.getPrime()), integer(group.getGenerator())));
}

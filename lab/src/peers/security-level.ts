import type { TlsServer } from '@stackengine/engine';
import type { Pki } from '../certificates/pki.js';

/**
 * A server's cipher list with its security level. Without one in the world it is the library's own, except where a library would
 * refuse to serve that certificate or those DH parameters at all.
 */
export function cipherList(server: TlsServer, chain: readonly string[], pki: Pki): string {
  const needed = pki.weak(chain) || (server.dhBits ?? 2048) < 2048 ? 0 : undefined;
  const level = server.securityLevel ?? needed;
  return `${server.ciphers ?? 'DEFAULT'}${level === undefined ? '' : `:@SECLEVEL=${level}`}`;
}

import type { FileContent, World } from '@stackengine/engine';
import { pem } from './der.js';
import { type Issued, issueAll } from './issue.js';
import { revocationList } from './revocation.js';

/** A world's certificates with their keys, and the files made of them. */
export interface Pki {
  readonly chain: (ids: readonly string[]) => string;
  readonly key: (id: string) => string;
  /** Whether some of them have keys or digests that OpenSSL refuses by default. */
  readonly weak: (ids: readonly string[]) => boolean;
  readonly dnsNames: (id: string) => readonly string[];
  readonly file: (content: FileContent) => string | Buffer;
}

/** Issues the certificates of a world; dates count from `now`. Ids that don't exist throw. */
export function createPki(certificates: World['certificates'], now: Date): Pki {
  const issued = issueAll(certificates, now);
  const find = (id: string): Issued => {
    const found = issued.get(id);
    if (found === undefined) throw new Error(`the world has no certificate "${id}"`);
    return found;
  };
  const chain = (ids: readonly string[]) => ids.map((id) => pem('CERTIFICATE', find(id).der)).join('');
  const key = (id: string) => find(id).keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    chain,
    key,
    weak: (ids) => ids.some((id) => find(id).certificate.key === 'rsa1024' || find(id).certificate.digest === 'sha1'),
    dnsNames: (id) => find(id).certificate.dns,
    file(content) {
      if (typeof content === 'string') return content;
      if ('keyOf' in content) return key(content.keyOf);
      if ('crlOf' in content) {
        return content.crlOf
          .map((id) => pem('X509 CRL', revocationList(id, issued, now, content.expired ?? false)))
          .join('');
      }
      if (content.format === 'der') return Buffer.concat(content.certificates.map((id) => find(id).der));
      return chain(content.certificates);
    },
  };
}

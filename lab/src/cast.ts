import type { Certificate, World } from '@stackengine/engine';

/** A certificate that is in order; whatever matters is said by the caller. */
export function certificate(of: Partial<Certificate> & Pick<Certificate, 'subject' | 'issuer'>): Certificate {
  return { ca: false, dns: [], ip: [], validFrom: -10, validTo: 365, key: 'ec', digest: 'sha256', ...of };
}

const authority = (subject: string, issuer: string, of: Partial<Certificate> = {}) =>
  certificate({ subject, issuer, ca: true, ...of });

const anchor = 'CN=Example Internal Root, O=Example';
const intermediate = 'CN=Example Issuing CA, O=Example';

/**
 * The certificates that most worlds need, for a service of that name: `anchor`, `intermediate` and `leaf`; the same service `self-signed`;
 * `other-name` of the right CA; and an attacker with a certificate of his own making (`attacker-self-signed`) or with a whole
 * CA of the same names (`attacker-anchor`, `attacker-intermediate`, `attacker-leaf`).
 */
export function cast(name: string): World['certificates'] {
  const subject = `CN=${name}, O=Example`;
  return {
    anchor: authority(anchor, 'anchor'),
    intermediate: authority(intermediate, 'anchor'),
    leaf: certificate({ subject, issuer: 'intermediate', dns: [name] }),
    'self-signed': certificate({ subject, issuer: 'self-signed', dns: [name] }),
    'other-name': certificate({ subject: 'CN=billing.example', issuer: 'intermediate', dns: ['billing.example'] }),
    'attacker-self-signed': certificate({ subject, issuer: 'attacker-self-signed', dns: [name] }),
    'attacker-anchor': authority(anchor, 'attacker-anchor'),
    'attacker-intermediate': authority(intermediate, 'attacker-anchor'),
    'attacker-leaf': certificate({ subject, issuer: 'attacker-intermediate', dns: [name] }),
    'second-intermediate': authority('CN=Example Issuing CA 2, O=Example', 'intermediate'),
    'deep-leaf': certificate({ subject, issuer: 'second-intermediate', dns: [name] }),
    'foreign-anchor': authority('CN=Foreign Root, O=Foreign', 'foreign-anchor'),
    'foreign-leaf': certificate({ subject, issuer: 'foreign-anchor', dns: [name] }),
    'health-leaf': certificate({ subject: 'CN=health.example', issuer: 'intermediate', dns: ['health.example'] }),
    client: certificate({ subject: 'CN=nginx client', issuer: 'anchor', extendedKeyUsage: ['clientAuth'] }),
    'foreign-client': certificate({
      subject: 'CN=stranger',
      issuer: 'foreign-anchor',
      extendedKeyUsage: ['clientAuth'],
    }),
  };
}

/** Who must be refused by a hop that verifies, and what nginx says of each. */
export const attackers: readonly { readonly name: string; readonly chain: readonly string[]; readonly line: RegExp }[] =
  [
    {
      name: 'self-signed, same names',
      chain: ['attacker-self-signed'],
      line: /upstream SSL certificate verify error: \((18|3|20|21):/,
    },
    {
      name: 'own root, same names',
      chain: ['attacker-leaf', 'attacker-intermediate', 'attacker-anchor'],
      line: /upstream SSL certificate verify error: \((19|20|21|8|3|7):/,
    },
    {
      name: 'right CA, other name',
      chain: ['other-name', 'intermediate'],
      line: /upstream SSL certificate does not match "/,
    },
  ];

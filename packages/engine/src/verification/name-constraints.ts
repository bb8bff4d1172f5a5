import type { CertificateFacts } from '../x509/chain.js';
import { namesOf } from '../x509/check-host.js';

/** Whether a CA's name constraints let it issue a certificate; `unknown` where they limit more than DNS names, which is not judged here. */
export function permits(ca: CertificateFacts, issued: CertificateFacts): 'yes' | 'no' | 'unknown' {
  const { nameConstraints } = ca;
  if (nameConstraints === undefined) return 'yes';
  if (namesOutside(ca, issued).length > 0) return 'no';
  const subtrees = [...nameConstraints.permitted, ...nameConstraints.excluded];
  return subtrees.every((subtree) => dnsBase(subtree).length > 0) ? 'yes' : 'unknown';
}

/** The DNS names of a certificate that a CA may not issue for. */
export function namesOutside({ nameConstraints }: CertificateFacts, issued: CertificateFacts): readonly string[] {
  const { permitted = [], excluded = [] } = nameConstraints ?? {};
  const allowed = permitted.flatMap(dnsBase);
  const forbidden = excluded.flatMap(dnsBase);
  return namesOf(issued).filter(
    (name) =>
      forbidden.some((base) => isBelow(name, base)) ||
      (allowed.length > 0 && !allowed.some((base) => isBelow(name, base))),
  );
}

const dnsBase = (subtree: string): readonly string[] => (subtree.startsWith('DNS:') ? [subtree.slice(4)] : []);

/** As nc_dns() of OpenSSL's v3_ncons.c: the base itself, or labels in front of it; a base that begins with a dot wants such labels. */
function isBelow(name: string, base: string): boolean {
  const [one, other] = [name.toLowerCase(), base.toLowerCase()];
  if (other === '' || one === other) return true;
  return one.endsWith(other) && (other.startsWith('.') || one.charAt(one.length - other.length - 1) === '.');
}

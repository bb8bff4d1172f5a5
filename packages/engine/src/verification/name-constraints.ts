import type { CertificateFacts } from '../x509/chain.js';
import { namesOf } from '../x509/check-host.js';

/** Whether a CA's name constraints let it issue a certificate; `unknown` where they limit more than DNS names, which is not judged here. */
export function permits(ca: CertificateFacts, issued: CertificateFacts): 'yes' | 'no' | 'unknown' {
  const { nameConstraints } = ca;
  if (nameConstraints === undefined) return 'yes';
  const { permitted, excluded } = nameConstraints;
  const subtrees = [...permitted, ...excluded];
  const names = namesOf(issued);
  const allowed = permitted.flatMap(dnsBase);
  const outside = (name: string) =>
    excluded.flatMap(dnsBase).some((base) => isBelow(name, base)) ||
    (allowed.length > 0 && !allowed.some((base) => isBelow(name, base)));
  if (names.some(outside)) return 'no';
  return subtrees.every((subtree) => dnsBase(subtree).length > 0) ? 'yes' : 'unknown';
}

const dnsBase = (subtree: string): readonly string[] => (subtree.startsWith('DNS:') ? [subtree.slice(4)] : []);

/** As nc_dns() of OpenSSL's v3_ncons.c: the base itself, or labels in front of it; a base that begins with a dot wants such labels. */
function isBelow(name: string, base: string): boolean {
  const [one, other] = [name.toLowerCase(), base.toLowerCase()];
  if (other === '' || one === other) return true;
  return one.endsWith(other) && (other.startsWith('.') || one.charAt(one.length - other.length - 1) === '.');
}

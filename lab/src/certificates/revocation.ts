import { sign } from 'node:crypto';
import * as der from './der.js';
import { distinguishedName, extension, type Issued, keyIdentifier, signatureAlgorithm } from './issue.js';

const day = 86_400_000;

/** The revocation list of one issuer (RFC 5280, section 5): whatever it issued that is marked `revoked`. */
export function revocationList(id: string, issued: ReadonlyMap<string, Issued>, now: Date, expired: boolean): Buffer {
  const issuer = issued.get(id);
  if (issuer === undefined) throw new Error(`no certificate "${id}" to sign a revocation list`);
  const at = (days: number) => der.time(new Date(now.getTime() + days * day));
  const revoked = [...issued.values()]
    .filter(({ certificate }) => certificate.revoked === true && certificate.issuer === id)
    .map(({ serial }) => der.sequence(der.integer(serial), at(-10)));
  const algorithm = signatureAlgorithm(issuer.certificate, 'sha256');
  const content = der.sequence(
    der.integer(1),
    algorithm,
    distinguishedName(issuer.certificate.subject),
    at(expired ? -9 : -1),
    at(expired ? -2 : 30),
    ...(revoked.length > 0 ? [der.sequence(...revoked)] : []),
    der.explicit(
      0,
      der.sequence(
        extension('2.5.29.35', der.sequence(der.implicit(0, keyIdentifier(issuer.keys)))),
        extension('2.5.29.20', der.integer(1)),
      ),
    ),
  );
  return der.sequence(content, algorithm, der.bits(sign('sha256', content, issuer.keys.privateKey)));
}

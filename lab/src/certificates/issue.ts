import { createHash, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import type { Certificate } from '@stackengine/engine';
import { addressBytes } from './address.js';
import * as der from './der.js';
import { type KeyPair, keyAt } from './keys.js';

export interface Issued {
  readonly certificate: Certificate;
  readonly keys: KeyPair;
  readonly der: Buffer;
  readonly serial: Buffer;
}

const attributes: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
};
const usages = { digitalSignature: 0, keyCertSign: 5, cRLSign: 6 };
const purposes = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' };

/** `CN=api.example, O=Example` or a bare common name. */
export function distinguishedName(subject: string): Buffer {
  const parts = /^[A-Z]+=/.test(subject) ? subject.split(/,\s*(?=[A-Z]+=)/) : [`CN=${subject}`];
  const sets = parts.map((part) => {
    const equals = part.indexOf('=');
    const type = attributes[part.slice(0, equals)] ?? '2.5.4.3';
    return der.set(der.sequence(der.objectIdentifier(type), der.utf8(part.slice(equals + 1))));
  });
  return der.sequence(...sets);
}

/** The AlgorithmIdentifier with which a key signs (RFC 5758 and RFC 4055). */
export function signatureAlgorithm(issuer: Certificate, digest: Certificate['digest']): Buffer {
  if (issuer.key === 'ec')
    return der.sequence(der.objectIdentifier(digest === 'sha1' ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'));
  return der.sequence(
    der.objectIdentifier(digest === 'sha1' ? '1.2.840.113549.1.1.5' : '1.2.840.113549.1.1.11'),
    der.nothing,
  );
}

export function keyIdentifier(keys: KeyPair): Buffer {
  return createHash('sha1')
    .update(keys.publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
}

export function extension(id: string, value: Buffer, critical = false): Buffer {
  return der.sequence(der.objectIdentifier(id), ...(critical ? [der.boolean(true)] : []), der.octets(value));
}

function extensions(certificate: Certificate, keys: KeyPair, issuerKeys: KeyPair): Buffer {
  const usage = certificate.keyUsage ?? (certificate.ca ? ['keyCertSign', 'cRLSign'] : ['digitalSignature']);
  const purpose = certificate.extendedKeyUsage ?? (certificate.ca ? [] : ['serverAuth']);
  const names = [
    ...certificate.dns.map((name) => der.implicit(2, Buffer.from(name))),
    ...certificate.ip.map((address) => der.implicit(7, addressBytes(address, isIPv4(address) ? 4 : 16))),
  ];
  const path = certificate.pathLength === undefined ? [] : [der.integer(certificate.pathLength)];
  return der.sequence(
    extension('2.5.29.19', der.sequence(...(certificate.ca ? [der.boolean(true), ...path] : [])), true),
    extension('2.5.29.15', der.flags(usage.map((name) => usages[name])), true),
    ...(purpose.length > 0
      ? [extension('2.5.29.37', der.sequence(...purpose.map((name) => der.objectIdentifier(purposes[name]))))]
      : []),
    ...(names.length > 0 ? [extension('2.5.29.17', der.sequence(...names))] : []),
    extension('2.5.29.14', der.octets(keyIdentifier(keys))),
    extension('2.5.29.35', der.sequence(der.implicit(0, keyIdentifier(issuerKeys)))),
  );
}

const day = 86_400_000;

/** Issues every certificate of a world, dates counted from `now`. An issuer that is not in the table throws. */
export function issueAll(table: Readonly<Record<string, Certificate>>, now: Date): ReadonlyMap<string, Issued> {
  const ids = Object.keys(table);
  const keysOf = new Map(ids.map((id, index) => [id, keyAt(table[id]?.key ?? 'ec', index)]));
  const issued = new Map<string, Issued>();
  ids.forEach((id, index) => {
    const certificate = table[id];
    const issuer = certificate && table[certificate.issuer];
    const keys = keysOf.get(id);
    const issuerKeys = certificate && keysOf.get(certificate.issuer);
    if (!certificate || !issuer || !keys || !issuerKeys)
      throw new Error(`certificate "${id}" has an issuer that is not in the world`);
    const serial = createHash('sha256').update(`${id} ${index} ${now.getTime()}`).digest().subarray(0, 12);
    serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
    const algorithm = signatureAlgorithm(issuer, certificate.digest);
    const content = der.sequence(
      der.explicit(0, der.integer(2)),
      der.integer(serial),
      algorithm,
      distinguishedName(issuer.subject),
      der.sequence(
        der.time(new Date(now.getTime() + certificate.validFrom * day)),
        der.time(new Date(now.getTime() + certificate.validTo * day)),
      ),
      distinguishedName(certificate.subject),
      keys.publicKey.export({ type: 'spki', format: 'der' }),
      der.explicit(3, extensions(certificate, keys, issuerKeys)),
    );
    const signature = sign(certificate.digest, content, issuerKeys.privateKey);
    issued.set(id, { certificate, keys, serial, der: der.sequence(content, algorithm, der.bits(signature)) });
  });
  return issued;
}

import { children, type Element, elementAt, expect, hex, objectIdentifier, serialNumber, tags, time } from './der.js';
import { distinguishedName } from './distinguished-name.js';
import { toPem } from './pem.js';

/** A certificate revocation list, read; its signature is not checked. */
export interface RevocationList {
  /** RFC 4514 text, as in CertificateFacts. */
  readonly issuer: string;
  readonly authorityKeyId: string | undefined;
  /** ISO 8601, UTC. */
  readonly thisUpdate: string;
  readonly nextUpdate: string | undefined;
  /** Serial numbers as in CertificateFacts. */
  readonly revoked: readonly string[];
  /** The list itself. */
  readonly pem: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * What a DER revocation list says (RFC 5280, section 5.1).
 *
 * @throws Malformed where the bytes are none
 */
export function revocationList(bytes: Uint8Array, file: string, line: number): RevocationList {
  const whole = expect(elementAt(bytes, 0, bytes.length), tags.sequence, 'the list');
  const [signed] = children(bytes, whole);
  const fields = children(bytes, expect(signed, tags.sequence, 'the signed part'));
  const [, issuer, thisUpdate, ...rest] = fields[0]?.tag === tags.integer ? fields.slice(1) : fields;
  const nextUpdate = rest.find(isTime);
  const entries = rest.find(({ tag }) => tag === tags.sequence);
  const extensions = rest.find(({ tag }) => tag === 0xa0);
  return {
    issuer: distinguishedName(bytes, issuer, 'the issuer').text,
    authorityKeyId: extensions === undefined ? undefined : authorityKeyId(bytes, extensions),
    thisUpdate: time(bytes, thisUpdate, 'thisUpdate'),
    nextUpdate: nextUpdate === undefined ? undefined : time(bytes, nextUpdate, 'nextUpdate'),
    revoked:
      entries === undefined
        ? []
        : children(bytes, entries).map((entry) => serialNumber(bytes, elementAt(bytes, entry.from, entry.to))),
    pem: toPem('X509 CRL', bytes.subarray(whole.start, whole.to)),
    file,
    line,
  };
}

function isTime({ tag }: Element): boolean {
  return tag === tags.utcTime || tag === tags.generalizedTime;
}

function authorityKeyId(bytes: Uint8Array, wrapper: Element): string | undefined {
  for (const extension of children(bytes, elementAt(bytes, wrapper.from, wrapper.to))) {
    const [type, ...rest] = children(bytes, expect(extension, tags.sequence, 'an extension'));
    const value = rest.at(-1);
    if (type === undefined || value === undefined || objectIdentifier(bytes, type) !== '2.5.29.35') continue;
    const id = children(bytes, elementAt(bytes, value.from, value.to)).find(({ tag }) => tag === 0x80);
    if (id !== undefined) return hex(bytes, id.from, id.to);
  }
  return undefined;
}

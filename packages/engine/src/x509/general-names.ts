import { children, type Element, elementAt, expect, hex, list, Malformed, objectIdentifier, tags } from './der.js';
import { distinguishedName } from './distinguished-name.js';
import { latin1, printable } from './strings.js';

/** Context tags of GeneralName (RFC 5280, section 4.2.1.6). */
const other = 0xa0;
const email = 0x81;
const dns = 0x82;
const directory = 0xa4;
const uri = 0x86;
const ip = 0x87;
const registered = 0x88;
const known = new Set([other, email, dns, 0xa3, directory, 0xa5, uri, ip, registered]);

/** The names of a subjectAltName by kind. */
export function alternativeNames(bytes: Uint8Array, value: Element) {
  const names = generalNames(bytes, list(value, 'the list of names'));
  const texts = (kind: number) =>
    names.filter(({ tag }) => tag === kind).map(({ from, to }) => printable(latin1(bytes, from, to)));
  return {
    dns: texts(dns),
    ip: names.filter(({ tag }) => tag === ip).map(({ from, to }) => address(bytes.subarray(from, to))),
    email: texts(email),
    uri: texts(uri),
  };
}

/** As strict as OpenSSL, to which one bad name spoils the list, and a list that is spoilt the certificate. */
export function generalNames(bytes: Uint8Array, given: Element): readonly Element[] {
  const names = children(bytes, given);
  for (const name of names) {
    const { tag, start, from, to } = name;
    if (!known.has(tag)) throw new Malformed('a name of no known kind', start);
    if (tag === registered) objectIdentifier(bytes, { ...name, tag: tags.oid });
    if (tag === directory) distinguishedName(bytes, only(bytes, from, to), 'a directory name');
    if (tag === other) {
      const [type, value] = children(bytes, name);
      objectIdentifier(bytes, type);
      only(bytes, expect(value, 0xa0, 'the value of a name').from, to);
    }
  }
  return names;
}

/** The element that an explicit tag holds, and nothing behind it. */
function only(bytes: Uint8Array, from: number, to: number): Element {
  const element = elementAt(bytes, from, to);
  if (element.to !== to) throw new Malformed('a name with something behind it', element.to);
  return element;
}

/** Addresses that `authorityInfoAccess` gives for the issuer's certificate (RFC 5280, section 4.2.2.1: id-ad-caIssuers). */
export function caIssuers(bytes: Uint8Array, value: Element): string[] {
  return children(bytes, list(value, 'the list of addresses')).flatMap((description) => {
    const [method, location] = children(bytes, expect(description, tags.sequence, 'an address'));
    return objectIdentifier(bytes, method) === '1.3.6.1.5.5.7.48.2' ? uris(bytes, [location]) : [];
  });
}

/** Addresses of `cRLDistributionPoints`: the full names, which are the ones in use. */
export function distributionPoints(bytes: Uint8Array, value: Element): string[] {
  return children(bytes, list(value, 'the list of distribution points')).flatMap((point) => {
    const name = children(bytes, point).find(({ tag }) => tag === 0xa0);
    const full = name === undefined ? undefined : children(bytes, name).find(({ tag }) => tag === 0xa0);
    return full === undefined ? [] : uris(bytes, children(bytes, full));
  });
}

function uris(bytes: Uint8Array, names: readonly (Element | undefined)[]): string[] {
  return names.flatMap((name) => (name?.tag === uri ? [printable(latin1(bytes, name.from, name.to))] : []));
}

/** Which names a CA may issue for. */
export interface NameConstraints {
  /** As OpenSSL writes names: `DNS:example`, `IP:10.0.0.0/8`, `email:.example`, `URI:…`, `DirName:…`. */
  readonly permitted: readonly string[];
  readonly excluded: readonly string[];
}

/** RFC 5280, section 4.2.1.10. */
export function nameConstraints(bytes: Uint8Array, value: Element): NameConstraints {
  const lists = children(bytes, expect(value, tags.sequence, 'the constraints'));
  const subtrees = (kind: number) =>
    lists
      .filter(({ tag }) => tag === kind)
      .flatMap((list) => children(bytes, list))
      .map((subtree) => subtreeText(bytes, elementAt(bytes, subtree.from, subtree.to)));
  return { permitted: subtrees(0xa0), excluded: subtrees(0xa1) };
}

function subtreeText(bytes: Uint8Array, base: Element): string {
  const { tag, from, to } = base;
  switch (tag) {
    case dns:
      return `DNS:${printable(latin1(bytes, from, to))}`;
    case email:
      return `email:${printable(latin1(bytes, from, to))}`;
    case uri:
      return `URI:${printable(latin1(bytes, from, to))}`;
    case ip:
      return `IP:${network(bytes, base)}`;
    case directory:
      return `DirName:${distinguishedName(bytes, elementAt(bytes, from, to), 'a directory name').text}`;
    default:
      return `#${hex(bytes, base.start, Math.min(to, base.start + 64))}`;
  }
}

/** An address and its mask, of the same size; the mask as the length of its prefix where it is one. */
function network(bytes: Uint8Array, { start, from, to }: Element): string {
  const half = (to - from) / 2;
  if (half !== 4 && half !== 16) throw new Malformed('a network that is none of IPv4 or IPv6', start);
  const mask = bytes.subarray(from + half, to);
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('');
  const prefix = /^1*0*$/.test(bits) ? String(bits.lastIndexOf('1') + 1) : address(mask);
  return `${address(bytes.subarray(from, from + half))}/${prefix}`;
}

/** Text of an address: IPv4 dotted, IPv6 as in RFC 5952, hex where it is neither. */
function address(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) return hex(octets, 0, octets.length);
  const groups = Array.from({ length: 8 }, (_, n) =>
    (((octets[n * 2] ?? 0) << 8) | (octets[n * 2 + 1] ?? 0)).toString(16),
  );
  const text = groups.join(':');
  const longest = [...text.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

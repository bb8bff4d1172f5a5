import {
  children,
  type Element,
  elementAt,
  expect,
  hex,
  Malformed,
  objectIdentifier,
  smallInteger,
  tags,
} from './der.js';
import { extendedKeyUsages, keyUsages } from './object-identifiers.js';
import { latin1, printable } from './strings.js';

export interface ExtensionFacts {
  dns: readonly string[];
  ip: readonly string[];
  ca: boolean | undefined;
  pathLength: number | undefined;
  keyUsage: readonly string[] | undefined;
  extendedKeyUsage: readonly string[] | undefined;
  subjectKeyId: string | undefined;
  authorityKeyId: string | undefined;
  caIssuers: readonly string[];
  unread: readonly string[];
}

/** The extensions that decide whether nginx accepts a chain (RFC 5280, section 4.2); `wrapper` is the field tagged 3. */
export function extensionFacts(bytes: Uint8Array, wrapper: Element | undefined): ExtensionFacts {
  const facts: ExtensionFacts = {
    dns: [],
    ip: [],
    ca: undefined,
    pathLength: undefined,
    keyUsage: undefined,
    extendedKeyUsage: undefined,
    subjectKeyId: undefined,
    authorityKeyId: undefined,
    caIssuers: [],
    unread: [],
  };
  if (wrapper === undefined) return facts;
  const unread: string[] = [];
  for (const extension of children(bytes, expect(elementAt(bytes, wrapper.from, wrapper.to), tags.sequence))) {
    const [type, ...rest] = children(bytes, expect(extension, tags.sequence));
    const oid = objectIdentifier(bytes, expect(type, tags.oid));
    const value = expect(rest.at(-1), tags.octetString);
    const critical = rest[0]?.tag === tags.boolean && bytes[rest[0].from] !== 0;
    const read = readers[oid];
    if (read !== undefined) Object.assign(facts, read(bytes, elementAt(bytes, value.from, value.to)));
    else if (oid === nameConstraints || (critical && !harmless.has(oid))) unread.push(oid);
  }
  facts.unread = unread;
  return facts;
}

const nameConstraints = '2.5.29.30';

/** Critical or not, OpenSSL knows them, and without policy checks they decide nothing: policies, CRL distribution points, Netscape's type. */
const harmless = new Set(['2.5.29.32', '2.5.29.31', '2.5.29.33', '2.5.29.36', '2.5.29.54', '2.16.840.1.113730.1.1']);

type Reader = (bytes: Uint8Array, value: Element) => Partial<ExtensionFacts>;

const readers: Readonly<Record<string, Reader>> = {
  '1.3.6.1.5.5.7.1.1': (bytes, value) => ({ caIssuers: caIssuers(bytes, value) }),
  '2.5.29.14': (bytes, value) => ({ subjectKeyId: hex(bytes, value.from, value.to) }),
  '2.5.29.15': (bytes, value) => ({ keyUsage: keyUsage(bytes, value) }),
  '2.5.29.17': (bytes, value) => alternativeNames(bytes, value),
  '2.5.29.19': (bytes, value) => basicConstraints(bytes, value),
  '2.5.29.35': (bytes, value) => {
    const id = children(bytes, value).find((field) => field.tag === 0x80);
    return { authorityKeyId: id === undefined ? undefined : hex(bytes, id.from, id.to) };
  },
  '2.5.29.37': (bytes, value) => ({
    extendedKeyUsage: children(bytes, value).map((usage) => {
      const oid = objectIdentifier(bytes, usage);
      return extendedKeyUsages[oid] ?? oid;
    }),
  }),
};

/** URIs of the issuer's certificate (RFC 5280, section 4.2.2.1). OpenSSL does not read this extension to verify: a damaged one is no fault. */
function caIssuers(bytes: Uint8Array, value: Element): string[] {
  try {
    return children(bytes, value).flatMap((description) => {
      const [method, location] = children(bytes, description);
      if (method === undefined || objectIdentifier(bytes, method) !== '1.3.6.1.5.5.7.48.2') return [];
      return location?.tag === 0x86 ? [printable(latin1(bytes, location.from, location.to))] : [];
    });
  } catch (error) {
    if (error instanceof Malformed) return [];
    throw error;
  }
}

function keyUsage(bytes: Uint8Array, value: Element): string[] {
  return keyUsages.filter((_, bit) => {
    const at = value.from + 1 + (bit >> 3);
    return at < value.to && ((bytes[at] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  });
}

function basicConstraints(bytes: Uint8Array, value: Element): Partial<ExtensionFacts> {
  const fields = children(bytes, value);
  const length = fields.find((field) => field.tag === tags.integer);
  return {
    ca: fields[0]?.tag === tags.boolean && bytes[fields[0].from] !== 0,
    pathLength: length === undefined ? undefined : smallInteger(bytes, length),
  };
}

function alternativeNames(bytes: Uint8Array, value: Element): Partial<ExtensionFacts> {
  const names = children(bytes, value);
  return {
    dns: names.filter(({ tag }) => tag === 0x82).map(({ from, to }) => printable(latin1(bytes, from, to))),
    ip: names.filter(({ tag }) => tag === 0x87).map(({ from, to }) => address(bytes.subarray(from, to))),
  };
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

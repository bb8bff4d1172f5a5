import {
  bitString,
  children,
  type Element,
  elementAt,
  expect,
  hex,
  list,
  Malformed,
  objectIdentifier,
  smallInteger,
  tags,
} from './der.js';
import {
  alternativeNames,
  caIssuers,
  distributionPoints,
  generalNames,
  type NameConstraints,
  nameConstraints,
} from './general-names.js';
import { extendedKeyUsages, keyUsages } from './object-identifiers.js';

export interface ExtensionFacts {
  dns: readonly string[];
  ip: readonly string[];
  email: readonly string[];
  uri: readonly string[];
  ca: boolean | undefined;
  pathLength: number | undefined;
  keyUsage: readonly string[] | undefined;
  extendedKeyUsage: readonly string[] | undefined;
  nameConstraints: NameConstraints | undefined;
  subjectKeyId: string | undefined;
  authorityKeyId: string | undefined;
  caIssuers: readonly string[];
  crlUrls: readonly string[];
  unread: readonly string[];
}

/**
 * The extensions that decide whether nginx accepts a chain, and where its parts can be had (RFC 5280, section 4.2); `wrapper` is the
 * field tagged 3. One that is damaged or stands twice is left out and named in `unread`: OpenSSL then marks the certificate as
 * invalid, which is its to judge.
 */
export function extensionFacts(bytes: Uint8Array, wrapper: Element | undefined): ExtensionFacts {
  const facts: ExtensionFacts = {
    dns: [],
    ip: [],
    email: [],
    uri: [],
    ca: undefined,
    pathLength: undefined,
    keyUsage: undefined,
    extendedKeyUsage: undefined,
    nameConstraints: undefined,
    subjectKeyId: undefined,
    authorityKeyId: undefined,
    caIssuers: [],
    crlUrls: [],
    unread: [],
  };
  if (wrapper === undefined) return facts;
  const found = new Map<string, { readonly value: Element; readonly critical: boolean; twice: boolean }>();
  for (const extension of children(bytes, list(elementAt(bytes, wrapper.from, wrapper.to), 'the list of extensions'))) {
    const [type, ...rest] = children(bytes, expect(extension, tags.sequence, 'an extension'));
    const oid = objectIdentifier(bytes, type);
    const flag = rest.length > 1 ? expect(rest[0], tags.boolean, `the critical flag of extension ${oid}`) : undefined;
    const value = expect(rest.at(-1), tags.octetString, `the value of extension ${oid}`);
    if (rest.length > 2) throw new Malformed(`extension ${oid} has more than a flag and a value`, extension.start);
    const critical = flag !== undefined && bytes[flag.from] !== 0;
    const before = found.get(oid);
    if (before === undefined) found.set(oid, { value, critical, twice: false });
    else before.twice = true;
  }
  const unread: string[] = [];
  for (const [oid, { value, critical, twice }] of found) {
    const read = readers[oid];
    const known = read === undefined || twice ? undefined : unlessDamaged(() => read(bytes, value));
    if (known !== undefined) Object.assign(facts, known);
    if (oid === constraints || (read === undefined ? critical && !harmless.has(oid) : known === undefined))
      unread.push(oid);
  }
  facts.unread = unread;
  return facts;
}

function unlessDamaged<Facts>(read: () => Facts): Facts | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** Read for people; whether names keep to it is OpenSSL's to judge. */
const constraints = '2.5.29.30';

/** Critical or not, OpenSSL knows them, and without policy checks they decide nothing: policies, CRL distribution points, Netscape's type. */
const harmless = new Set(['2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54', '2.16.840.1.113730.1.1']);

type Reader = (bytes: Uint8Array, value: Element) => Partial<ExtensionFacts>;

/** The value is an OCTET STRING around the extension's own encoding. */
const inside = (read: Reader): Reader => {
  return (bytes, value) => read(bytes, elementAt(bytes, value.from, value.to));
};

const readers: Readonly<Record<string, Reader>> = {
  '2.5.29.14': inside((bytes, value) => {
    const { from, to } = expect(value, tags.octetString, 'the key identifier');
    return { subjectKeyId: hex(bytes, from, to) };
  }),
  '2.5.29.15': inside((bytes, value) => ({ keyUsage: keyUsage(bytes, value) })),
  '2.5.29.17': inside(alternativeNames),
  '2.5.29.19': inside(basicConstraints),
  '2.5.29.30': inside((bytes, value) => ({ nameConstraints: nameConstraints(bytes, value) })),
  '2.5.29.31': inside((bytes, value) => ({ crlUrls: distributionPoints(bytes, value) })),
  '2.5.29.35': inside((bytes, value) => {
    return { authorityKeyId: authorityKeyId(bytes, value) };
  }),
  '2.5.29.37': inside((bytes, value) => ({
    extendedKeyUsage: children(bytes, list(value, 'the list of usages')).map((usage) => {
      const oid = objectIdentifier(bytes, usage);
      return extendedKeyUsages[oid] ?? oid;
    }),
  })),
  '1.3.6.1.5.5.7.1.1': inside((bytes, value) => ({ caIssuers: caIssuers(bytes, value) })),
};

function keyUsage(bytes: Uint8Array, value: Element): string[] {
  const { from, to } = bitString(bytes, value, 'the key usage');
  return keyUsages.filter((_, bit) => {
    const at = from + 1 + (bit >> 3);
    return at < to && ((bytes[at] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  });
}

function basicConstraints(bytes: Uint8Array, value: Element): Partial<ExtensionFacts> {
  const fields = children(bytes, expect(value, tags.sequence, 'the constraints'));
  const flag = fields[0]?.tag === tags.boolean ? fields[0] : undefined;
  const [length, ...rest] = flag === undefined ? fields : fields.slice(1);
  if (length !== undefined && expect(length, tags.integer, 'the path length') && (bytes[length.from] ?? 0xff) >= 0x80)
    throw new Malformed('a path length below zero', length.start);
  if (rest.length > 0) throw new Malformed('more than flag and length', value.start);
  if (flag !== undefined && flag.to - flag.from !== 1) throw new Malformed('a flag of more than an octet', flag.start);
  return {
    ca: flag !== undefined && bytes[flag.from] !== 0,
    pathLength: length === undefined ? undefined : smallInteger(bytes, length),
  };
}

/** The key's identifier; issuer and serial number, which may stand beside it, have to be whole. */
function authorityKeyId(bytes: Uint8Array, value: Element): string | undefined {
  const fields = children(bytes, expect(value, tags.sequence, "the issuer's key identifier"));
  fields.reduce((before, { tag, start }) => {
    if ((tag !== 0x80 && tag !== 0xa1 && tag !== 0x82) || (tag & 0x1f) <= before)
      throw new Malformed("an unknown part of the issuer's key identifier", start);
    return tag & 0x1f;
  }, -1);
  const [id, issuer] = [0x80, 0xa1].map((kind) => fields.find(({ tag }) => tag === kind));
  if (issuer !== undefined) generalNames(bytes, issuer);
  return id === undefined ? undefined : hex(bytes, id.from, id.to);
}

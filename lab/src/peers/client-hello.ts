/** What a server knows of a client before the handshake: the name it asks for. */
export interface ClientHello {
  readonly serverName: string | undefined;
}

const handshakeRecord = 0x16;
const serverNameExtension = 0;

/**
 * Reads a ClientHello (RFC 8446, section 4.1.2) from a connection's first bytes: undefined while more is needed, 'other' where the
 * bytes are no TLS. Reads the first record only; nginx's fits.
 */
export function readClientHello(bytes: Buffer): ClientHello | 'other' | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes[0] !== handshakeRecord) return 'other';
  if (bytes.length < 5 || bytes.length < 5 + bytes.readUInt16BE(3)) return undefined;
  const hello = bytes.subarray(5, 5 + bytes.readUInt16BE(3));
  let offset = 4 + 2 + 32;
  offset += 1 + (hello[offset] ?? 0);
  if (offset + 2 > hello.length) return 'other';
  offset += 2 + hello.readUInt16BE(offset);
  offset += 1 + (hello[offset] ?? 0);
  if (offset + 2 > hello.length) return { serverName: undefined };
  offset += 2;
  while (offset + 4 <= hello.length) {
    const type = hello.readUInt16BE(offset);
    const length = hello.readUInt16BE(offset + 2);
    if (type === serverNameExtension)
      return { serverName: hello.toString('latin1', offset + 4 + 5, offset + 4 + length) };
    offset += 4 + length;
  }
  return { serverName: undefined };
}

const versions: Readonly<Record<number, string>> = { 769: 'TLSv1', 770: 'TLSv1.1', 771: 'TLSv1.2', 772: 'TLSv1.3' };
const supportedVersions = 43;

/** The version a server chose, from its first bytes (ServerHello); undefined for an alert or anything else. */
export function readServerVersion(bytes: Buffer): string | undefined {
  if (bytes[0] !== handshakeRecord || bytes[5] !== 2 || bytes.length < 5 + 44) return undefined;
  const hello = bytes.subarray(5);
  let offset = 4 + 2 + 32;
  offset += 1 + (hello[offset] ?? 0) + 3;
  const end = 4 + hello.readUIntBE(1, 3);
  offset += 2;
  while (offset + 4 <= Math.min(end, hello.length)) {
    if (hello.readUInt16BE(offset) === supportedVersions) return versions[hello.readUInt16BE(offset + 4)];
    offset += 4 + hello.readUInt16BE(offset + 2);
  }
  return versions[hello.readUInt16BE(4)];
}

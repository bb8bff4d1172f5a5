import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { addressBytes } from '../certificates/address.js';

type Names = Readonly<Record<string, readonly string[]>>;

const typeA = 1;
const typeAaaa = 28;

type AddressesOf = (name: string) => readonly string[] | undefined;

/** A name's addresses in a table of names. */
export function addressesOf(wanted: string, names: Names): readonly string[] | undefined {
  return Object.entries(names).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** The answer to one DNS query (RFC 1035, section 4): NXDOMAIN for a name that has no addresses, not even none. */
export function answerQuery(query: Buffer, of: AddressesOf): Buffer {
  const labels: string[] = [];
  let offset = 12;
  for (let length = query[offset] ?? 0; length > 0; length = query[offset] ?? 0) {
    labels.push(query.toString('latin1', offset + 1, offset + 1 + length));
    offset += length + 1;
  }
  const question = query.subarray(12, offset + 5);
  const type = query.readUInt16BE(offset + 1);
  const known = of(labels.join('.').toLowerCase());
  const records = (known ?? [])
    .filter((address) => type === (isIPv6(address) ? typeAaaa : typeA))
    .map((address) => {
      const data = addressBytes(address, isIPv6(address) ? 16 : 4);
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0); // a pointer to the question's name
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt32BE(5, 6); // seconds that nginx may keep it
      record.writeUInt16BE(data.length, 10);
      return Buffer.concat([record, data]);
    });
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, question, ...records]);
}

/** The ports other than 53 that a configuration's `resolver` directives ask at. */
export function resolverPorts(text: string): readonly number[] {
  const listed = [...text.matchAll(/(?:^|[;{}\s])resolver\s([^;]*);/g)].flatMap(([, servers = '']) =>
    servers.split(/\s+/),
  );
  const ports = listed.map((server) => Number(/^(?:\[[^\]]*\]|[^:[\]=]+):(\d+)$/.exec(server)?.[1]));
  return [...new Set(ports)].filter((port) => port > 0 && port < 65_536 && port !== 53);
}

/** Answers on that port of every address of this namespace until it is told to stop; `of` is asked anew for each query. */
export async function startNameServer(of: AddressesOf, port = 53): Promise<() => void> {
  const sockets: Socket[] = [createSocket('udp4'), createSocket({ type: 'udp6', ipv6Only: true })];
  for (const socket of sockets) {
    socket.on('message', (query, from) => {
      if (query.length > 16) socket.send(answerQuery(query, of), from.port, from.address);
    });
    await new Promise<void>((resolve) => {
      socket.once('error', () => resolve()); // a machine without IPv6
      socket.bind(port, () => resolve());
    });
  }
  return () => {
    for (const socket of sockets) socket.close();
  };
}

import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { createServer as createTcp } from 'node:net';

/** What arrived from where, by the name or the port that only one attempt knows. */
export interface Recorder {
  /** Names that were looked up, without their domain. */
  readonly names: Set<string>;
  readonly http: Set<string>;
  readonly tcp: Set<number>;
  readonly udp: Set<number>;
}

/** The domain of all attempts; every other name does not exist. */
export const domain = 'attempt.test';
/** Any address is this machine's in this namespace; this one is not loopback, and outside of the network of its one interface. */
const address = [10, 88, 0, 1] as const;

/** Listens for names, connections and packets. */
export async function record(ports: readonly number[]): Promise<Recorder> {
  const recorder: Recorder = { names: new Set(), http: new Set(), tcp: new Set(), udp: new Set() };
  const dns = createSocket('udp4');
  dns.on('message', (query, from) => dns.send(answer(query, recorder.names), from.port, from.address));
  await new Promise<void>((resolve) => dns.bind(53, '127.0.0.1', resolve));
  for (const port of ports) {
    const web = createServer((request, response) => {
      recorder.http.add((request.headers.host ?? '').split('.')[0] ?? '');
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.end('');
    });
    web.on('upgrade', (request, socket) => {
      recorder.http.add((request.headers.host ?? '').split('.')[0] ?? '');
      socket.destroy();
    });
    const tcp = createTcp((socket) => {
      recorder.tcp.add(port);
      web.emit('connection', socket);
    });
    await new Promise<void>((resolve) => tcp.listen(port, '0.0.0.0', resolve));
    const udp = createSocket('udp4');
    udp.on('message', () => recorder.udp.add(port));
    await new Promise<void>((resolve) => udp.bind(port, '0.0.0.0', resolve));
  }
  return recorder;
}

/** RFC 1035: the question back, with an address where the name is one of ours. */
function answer(query: Buffer, names: Set<string>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(12, at + 5);
  const name = labels.join('.').toLowerCase();
  const own = name.endsWith(`.${domain}`);
  if (own) names.add(labels[0] ?? '');
  const type = query.readUInt16BE(at + 1);
  const answers = own && type === 1 ? 1 : 0;
  const head = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, own ? 0x80 : 0x83, 0, 1, 0, answers, 0, 0, 0, 0]);
  const record = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address]);
  return answers === 1 ? Buffer.concat([head, question, record]) : Buffer.concat([head, question]);
}

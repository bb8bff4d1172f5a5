import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { expect, test } from 'vitest';
import { readClientHello, readServerVersion } from './client-hello.js';

async function helloOf(options: ConnectionOptions): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ...options });
  client.on('error', () => undefined);
  const [socket] = await once(server, 'connection');
  const [bytes] = await once(socket, 'data');
  socket.destroy();
  server.close();
  return bytes;
}

test('reads the name that a real client sends', async () => {
  expect(readClientHello(await helloOf({ servername: 'payments.internal' }))).toEqual({
    serverName: 'payments.internal',
  });
});

test('knows a ClientHello without a name', async () => {
  expect(readClientHello(await helloOf({ servername: '' }))).toEqual({ serverName: undefined });
});

test('waits for the whole record', async () => {
  const bytes = await helloOf({ servername: 'payments.internal' });
  expect(readClientHello(bytes.subarray(0, bytes.length - 1))).toBeUndefined();
  expect(readClientHello(bytes.subarray(0, 3))).toBeUndefined();
  expect(readClientHello(Buffer.alloc(0))).toBeUndefined();
});

test('calls anything else no TLS', () => {
  expect(readClientHello(Buffer.from('GET / HTTP/1.1\r\n'))).toBe('other');
});

const serverHello = (extensions: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(extensions.length);
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(32),
    Buffer.from([0, 0x13, 0x01, 0]),
    length,
    extensions,
  ]);
  const message = Buffer.concat([Buffer.from([2, 0, 0, body.length]), body]);
  return Buffer.concat([Buffer.from([0x16, 3, 3, 0, message.length]), message]);
};

test('a server chooses TLS 1.3 by supported_versions only', () => {
  expect(readServerVersion(serverHello(Buffer.from([0, 43, 0, 2, 3, 4])))).toBe('TLSv1.3');
  expect(readServerVersion(serverHello(Buffer.from([0, 23, 0, 0])))).toBe('TLSv1.2');
  expect(readServerVersion(Buffer.from([0x15, 3, 3, 0, 2, 2, 40]))).toBeUndefined();
});

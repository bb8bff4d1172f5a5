import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import type { Duplex } from 'node:stream';
import type { Application } from '@stackengine/engine';

/** Serves one connection, in clear or decrypted. */
export type Serve = (connection: Duplex) => void;

const answer = 'upstream\n';

function http1(): Serve {
  const server = createHttp((request, response) => {
    request.resume().on('end', () => response.end(answer));
  });
  return (connection) => server.emit('connection', connection);
}

function http2(): Serve {
  const server = createHttp2();
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    stream.resume().on('end', () => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.alloc(5)); // one empty message, not compressed
    });
  });
  server.on('sessionError', () => undefined);
  return (connection) => server.emit('connection', connection);
}

/** A uwsgi packet has its size in bytes 1 and 2, little-endian; the answer is plain HTTP. */
const uwsgi: Serve = (connection) => {
  let bytes = Buffer.alloc(0);
  connection.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length < 4 || bytes.length < 4 + bytes.readUInt16LE(1)) return;
    connection.end(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`);
  });
};

const stream: Serve = (connection) => {
  connection.on('data', (chunk) => connection.write(chunk));
  connection.on('end', () => connection.end());
};

/** Closes when the request is there, so that nginx is always waiting for the response. */
const closing: Serve = (connection) => {
  connection.once('data', () => connection.end());
};

const silent: Serve = (connection) => {
  connection.resume();
};

export function serveApplication(application: Application): Serve {
  switch (application) {
    case 'http1':
      return http1();
    case 'http2':
      return http2();
    case 'uwsgi':
      return uwsgi;
    case 'stream':
      return stream;
    case 'closes-after-handshake':
      return closing;
    case 'silent-after-handshake':
      return silent;
  }
}

import { request as httpRequest, type RequestOptions } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import type { Request } from '@stackengine/engine';
import { endpointOf } from './peers/endpoint.js';

export interface Answer {
  readonly status: number | undefined;
  readonly body: string | undefined;
}

const nothing: Answer = { status: undefined, body: undefined };
const patience = 20_000;

function overHttp(request: Request, host: string, port: number): Promise<Answer> {
  return new Promise((resolve) => {
    const options: RequestOptions = {
      host,
      port,
      method: request.method,
      path: request.path,
      agent: false,
      timeout: patience,
      setHost: false,
      headers: { Host: request.host, ...request.headers, Connection: 'close' },
    };
    const secure = { ...options, servername: request.host.replace(/:\d+$/, ''), rejectUnauthorized: false };
    const sent = request.protocol === 'https' ? httpsRequest(secure) : httpRequest(options);
    sent.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('close', () => resolve({ status: response.statusCode, body }));
    });
    sent.on('error', () => resolve(nothing));
    sent.on('timeout', () => sent.destroy());
    sent.end(request.body);
  });
}

function overHttp2(request: Request, host: string, port: number): Promise<Answer> {
  return new Promise((resolve) => {
    const session = connectHttp2(`http://${host.includes(':') ? `[${host}]` : host}:${port}`);
    const done = (answer: Answer) => {
      session.destroy();
      resolve(answer);
    };
    session.on('error', () => done(nothing));
    const stream = session.request({
      ':method': request.method,
      ':path': request.path,
      ':authority': request.host,
      ...request.headers,
    });
    let status: number | undefined;
    let body = '';
    stream.setTimeout(patience, () => done(nothing));
    stream.on('response', (headers) => {
      status = headers[':status'];
    });
    stream.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    stream.on('error', () => done(nothing));
    stream.on('close', () => done({ status, body }));
    stream.end(request.body);
  });
}

function overStream(request: Request, host: string, port: number): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => socket.write(request.body ?? 'ping\n'));
    let body = '';
    const done = () => {
      socket.destroy();
      resolve(body === '' ? { status: 502, body: undefined } : { status: 200, body });
    };
    socket.setTimeout(patience, done);
    socket.on('data', (chunk) => {
      body += chunk.toString();
      done();
    });
    socket.on('end', done);
    socket.on('error', done);
  });
}

/** Sends one request to nginx and waits for the whole answer; no status where none came that HTTP knows. */
export function send(request: Request): Promise<Answer> {
  const endpoint = endpointOf(request.to);
  if (endpoint.type === 'unix') return Promise.resolve(nothing);
  switch (request.protocol) {
    case 'http':
    case 'https':
      return overHttp(request, endpoint.host, endpoint.port);
    case 'h2c':
      return overHttp2(request, endpoint.host, endpoint.port);
    case 'stream':
      return overStream(request, endpoint.host, endpoint.port);
  }
}

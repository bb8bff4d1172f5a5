import { Disk } from './disk.js';
import { type Instance, type Start, startInstance } from './instance.js';
import { type ModuleRecord, readRecords, recordLine } from './records.js';

/** A file that nginx is to read: its path stands in what nginx says of it. */
interface NamedPem {
  readonly path: string;
  readonly pem: string;
}

export interface HandshakeOptions {
  /** Sent as SNI; none is sent where it is not given. */
  readonly serverName?: string;
  /** `proxy_ssl_protocols`: `TLSv1.2`, `TLSv1.3`… */
  readonly protocols: readonly string[];
  /** `proxy_ssl_ciphers`; `DEFAULT` where it is not given. */
  readonly ciphers?: string;
  /** `proxy_ssl_conf_command`: name and value. */
  readonly confCommands?: readonly (readonly [string, string])[];
  /** `proxy_ssl_certificate` and `proxy_ssl_certificate_key`. */
  readonly clientCertificate?: { readonly certificate: NamedPem; readonly key: NamedPem };
  /** OpenSSL's security level; by default the library's own, 2 as in Debian. */
  readonly securityLevel?: number;
  /** The one protocol that is offered by ALPN, as `grpc_pass` offers `h2`; none where it is not given. */
  readonly alpn?: string;
  /** Random bytes that nobody can predict: the keys of a real connection are made of them. */
  readonly random: (size: number) => Uint8Array;
}

/** What is known of a server when a handshake has ended, well or not. */
export interface HandshakeSession {
  /** Undefined where the handshake ended before a cipher was agreed on, and so is `cipher`. */
  readonly protocol: string | undefined;
  readonly cipher: string | undefined;
  /** Undefined where none was agreed on. */
  readonly alpn: string | undefined;
  /** PEM of each certificate as sent, in the server's order. */
  readonly chain: readonly string[];
  /** Whether the server asked for a client's certificate, and the CAs that it names (RFC 2253 text). */
  readonly clientCertificate: { readonly authorities: readonly string[] } | undefined;
}

/** Why a handshake failed. */
export interface HandshakeFailure {
  /** As nginx logs it, without what it was doing: `SSL_do_handshake() failed (SSL: error:…)`. */
  readonly text: string;
  /** The alert that the server sent; undefined where it sent none. */
  readonly alert: number | undefined;
}

export interface HandshakeStep {
  /** To be sent to the server. */
  readonly send: Uint8Array;
  /**
   * `going`: it waits for more. `finished`: both sides have what they need, but a server of TLS 1.3 may still refuse the client's
   * certificate; further steps tell. `content`: it has not. `closed`: the server has closed the connection since. `failed`: see `failure`.
   */
  readonly state: 'going' | 'finished' | 'content' | 'closed' | 'failed';
  readonly failure: HandshakeFailure | undefined;
  /** From the end of the handshake on. */
  readonly session: HandshakeSession | undefined;
}

/** How a connection ended: nothing comes any more. */
export type ConnectionEnd = 'closed' | 'reset';

/** One handshake, in an instance of its own. */
export interface Handshake {
  /**
   * Goes on with the bytes that have come. The first step of all has none, and says what to send.
   *
   * @throws BottleBroke where the module breaks off, OutOfPatience where the step takes too long.
   */
  readonly next: (received?: Uint8Array, end?: ConnectionEnd) => HandshakeStep;
}

/** errno of Linux, as nginx logs it. */
const connectionReset = 104;

function startLine(options: HandshakeOptions): string {
  const { clientCertificate: client } = options;
  return recordLine('start', {
    'server-name': options.serverName,
    protocols: options.protocols,
    ciphers: options.ciphers,
    commands: options.confCommands?.flat(),
    certificate: client?.certificate.path,
    key: client?.key.path,
    'security-level': options.securityLevel,
    alpn: options.alpn,
  });
}

/** Bytes one by one out of larger pieces; what is asked for at once is what a key takes. */
function oneByOne(random: (size: number) => Uint8Array): () => number {
  let bytes = new Uint8Array();
  let at = 0;
  return () => {
    if (at === bytes.length) {
      bytes = Uint8Array.from(random(64));
      at = 0;
    }
    const byte = bytes[at];
    at += 1;
    if (byte === undefined) throw new RangeError('random() gave no bytes');
    return byte;
  };
}

/** Begins a handshake. `pacer` is called for each step. */
export function shakeHands(
  machine: Pick<Start, 'module' | 'now'>,
  pacer: () => () => void,
  options: HandshakeOptions,
): Handshake {
  const disk = new Disk();
  const { clientCertificate: client } = options;
  if (client !== undefined) for (const { path, pem } of [client.certificate, client.key]) disk.write(path, pem);
  let pace = pacer();
  const instance = startInstance({
    ...machine,
    arguments: [],
    disk,
    random: oneByOne(options.random),
    pace: () => pace(),
  });
  let last: HandshakeStep | undefined;
  return {
    next: (received = new Uint8Array(), end) => {
      if (last?.state === 'failed' || last?.state === 'closed') return { ...last, send: new Uint8Array() };
      pace = pacer();
      last = last === undefined ? begin(instance, disk, options) : goOn(instance, disk, last, received, end);
      return last;
    },
  };
}

function begin(instance: Instance, disk: Disk, options: HandshakeOptions): HandshakeStep {
  disk.write('/bottle/in', startLine(options));
  instance.call('handshake_start');
  return stepIn(disk, undefined);
}

function goOn(
  instance: Instance,
  disk: Disk,
  { session }: HandshakeStep,
  received: Uint8Array,
  end: ConnectionEnd | undefined,
): HandshakeStep {
  disk.write(
    '/bottle/in',
    recordLine('step', { closed: end === 'closed', errno: end === 'reset' ? connectionReset : 0 }),
  );
  disk.write('/bottle/received', received);
  instance.call('handshake_step');
  return stepIn(disk, session);
}

function stepIn(disk: Disk, before: HandshakeSession | undefined): HandshakeStep {
  const records = readRecords(disk.text('/bottle/out'));
  const words = new Set(records.map(({ word }) => word));
  const failed = records.find(({ word }) => word === 'failed')?.values;
  const ended = failed !== undefined || words.has('finished');
  return {
    send: disk.read('/bottle/sent') ?? new Uint8Array(),
    state: stateIn(words),
    failure:
      failed === undefined
        ? undefined
        : { text: failed['text'] ?? '', alert: failed['alert'] === undefined ? undefined : Number(failed['alert']) },
    session: before ?? (ended ? sessionIn(records) : undefined),
  };
}

function stateIn(words: ReadonlySet<string>): HandshakeStep['state'] {
  if (words.has('failed')) return 'failed';
  if (words.has('closed')) return 'closed';
  if (words.has('ticket')) return 'content';
  return words.has('going') ? 'going' : 'finished';
}

function sessionIn(records: readonly ModuleRecord[]): HandshakeSession {
  const session = records.find(({ word }) => word === 'session')?.values ?? {};
  return {
    protocol: session['protocol'],
    cipher: session['cipher'],
    alpn: session['alpn'],
    chain: records.filter(({ word }) => word === 'pem').map(({ values }) => values['text'] ?? ''),
    clientCertificate: records.some(({ word }) => word === 'client-certificate')
      ? { authorities: records.filter(({ word }) => word === 'authority').map(({ values }) => values['name'] ?? '') }
      : undefined,
  };
}

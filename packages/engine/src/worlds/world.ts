/**
 * A world is what is around nginx, as plain data: files, certificates, upstreams, names, and what happens in order.
 * To play a world is to run nginx in it. Two players take the same data: the lab (native nginx, real sockets) and the
 * bottle (WebAssembly, memory). Nothing here is a socket, a path of the host or a process.
 */
export interface World {
  /** nginx's files by absolute path inside the world. `/etc/nginx/nginx.conf` is read first; prefix is `/etc/nginx`. */
  readonly files: Readonly<Record<string, FileContent>>;
  /** Every certificate that exists here, by an id of the world's own. Issued by the player, with fresh keys. */
  readonly certificates: Readonly<Record<string, Certificate>>;
  readonly upstreams: readonly Upstream[];
  /** What names resolve to, when nginx starts and at its `resolver`. Others do not exist. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly Step[];
}

/** Text, or PEM made by the player: certificates in order, a private key, revocation lists. */
export type FileContent =
  | string
  | { readonly certificates: readonly string[]; readonly format?: 'pem' | 'der' }
  | { readonly keyOf: string }
  /** One list per named issuer, holding what `revoked` of its certificates says. */
  | { readonly crlOf: readonly string[]; readonly expired?: boolean };

/** A certificate as it has to be; the player issues it, with a fresh key. */
export interface Certificate {
  readonly subject: string;
  /** Id of the issuer; itself where it is self-signed. */
  readonly issuer: string;
  readonly ca: boolean;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  /** Days from the moment of the play. */
  readonly validFrom: number;
  readonly validTo: number;
  readonly key: 'ec' | 'rsa1024' | 'rsa2048';
  readonly digest: 'sha1' | 'sha256';
  readonly pathLength?: number;
  /** Absent: a CA's (keyCertSign, cRLSign) or a server's, by `ca`. */
  readonly keyUsage?: readonly ('digitalSignature' | 'keyCertSign' | 'cRLSign')[];
  readonly extendedKeyUsage?: readonly ('serverAuth' | 'clientAuth')[];
  readonly revoked?: boolean;
  /**
   * PEM of a real certificate: a player that can makes this one its twin, equal in all but the key. What the other fields say
   * describes it, for a player that can't.
   */
  readonly twinOf?: string;
}

/** Who answers at an address. */
export interface Upstream {
  /** `10.0.1.45:8443`, `[fd00::1]:8443` or `unix:/run/app.sock`. */
  readonly address: string;
  readonly behaviour: Behaviour;
}

/** What somebody who connects there meets. */
export type Behaviour =
  | TlsServer
  /** The application without TLS. */
  | { readonly type: 'plain'; readonly application: Application }
  /** A protocol in which the server speaks first; then it waits. */
  | { readonly type: 'greeting'; readonly text: string }
  /**
   * Accepts, and closes or resets once the client's first bytes are there. At `accept` it does so at once, as a load balancer without
   * a backend does: whoever connects learns of the connection and of its end together.
   */
  | { readonly type: 'close'; readonly reset: boolean; readonly at?: 'accept' }
  /** Accepts and never answers. */
  | { readonly type: 'silent' }
  /** Answers every ClientHello with this alert, in clear, then closes. */
  | { readonly type: 'alert'; readonly alert: number }
  /** Nobody listens. */
  | { readonly type: 'refused' }
  /** Packets vanish. */
  | { readonly type: 'unreachable' };

/** What is spoken inside of TLS, or instead of it. */
export type Application = 'http1' | 'http2' | 'uwsgi' | 'stream' | 'closes-after-handshake' | 'silent-after-handshake';

/** TLS versions, by the names that nginx gives them. */
export type Protocol = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** A TLS server, by what its clients can tell of it. */
export interface TlsServer {
  readonly type: 'tls';
  /** Whose manners where implementations differ (alerts, mTLS, SNI). */
  readonly implementation: 'openssl' | 'node' | 'nginx';
  /** Certificate ids as sent, leaf first; the key is the leaf's. */
  readonly chain: readonly string[];
  /** Served instead for these server names (exact). */
  readonly byServerName?: Readonly<Record<string, readonly string[]>>;
  /** What a client meets that sends no SNI, or one that is neither in `byServerName` nor named by `chain`'s leaf. */
  readonly withoutServerName?: WithoutServerName;
  readonly protocols?: readonly Protocol[];
  /** OpenSSL cipher list for TLS 1.2 and below. */
  readonly ciphers?: string;
  /** OpenSSL security level of the server itself; absent: the implementation's own. */
  readonly securityLevel?: number;
  /** Bits of finite-field DH where `ciphers` call for it. */
  readonly dhBits?: number;
  /** Offered by ALPN; a client that asks for none of these gets alert 120. */
  readonly alpn?: readonly string[];
  readonly clientCertificate?: { readonly mode: 'asked' | 'required'; readonly trusted: readonly string[] };
  /** False: no RFC 5746 secure renegotiation. */
  readonly secureRenegotiation?: boolean;
  readonly proxyProtocol?: boolean;
  readonly application: Application;
}

/** What a TLS server does about a missing or unknown server name. */
export type WithoutServerName =
  | { readonly act: 'alert'; readonly alert: number }
  | { readonly act: 'close' }
  | { readonly act: 'reset' }
  | { readonly act: 'plain-http' }
  | { readonly act: 'present'; readonly chain: readonly string[] };

/** What happens, one after another. */
export type Step =
  | Request
  /** Seconds of the world's time. */
  | { readonly type: 'pause'; readonly seconds: number }
  /** nginx reads its configuration again, with these files changed. */
  | { readonly type: 'reload'; readonly files: Readonly<Record<string, FileContent>> }
  /** The logs are renamed, as logrotate does, and nginx opens them anew (SIGUSR1). */
  | { readonly type: 'rotate' }
  /** From here on, the address behaves like this; connections to it are cut. */
  | { readonly type: 'swap'; readonly upstream: Upstream };

/** A request of a client to nginx. */
export interface Request {
  readonly type: 'request';
  /** Where nginx listens: `127.0.0.1:8080`. */
  readonly to: string;
  /** TLS to nginx's listener (true), plain HTTP (false), or bytes to a stream listener. */
  readonly protocol: 'http' | 'https' | 'h2c' | 'stream';
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came of a world once it was played. */
export interface Outcome {
  /** nginx's version, e.g. `1.22.1`. */
  readonly nginx: string;
  /** False where nginx refused its configuration; the reason is in `errorLog`. */
  readonly started: boolean;
  /** One for each step, in order. */
  readonly steps: readonly StepOutcome[];
  /** nginx's own files, whole, by the path the configuration gives them. */
  readonly errorLog: string;
  readonly accessLog: string;
}

/** What came of one step. */
export interface StepOutcome {
  /**
   * HTTP status; for `stream` 200 where the upstream's answer came, 502 where the connection was cut; undefined where no answer came, and
   * for other steps.
   */
  readonly status: number | undefined;
  readonly body: string | undefined;
  /** Lines that the step added. */
  readonly errorLog: string;
  readonly accessLog: string;
  /** What the upstreams saw. */
  readonly seen: readonly {
    readonly upstream: string;
    readonly serverName: string | undefined;
    readonly tls: string | undefined;
  }[];
  /** Of a reload: whether nginx took the new configuration. */
  readonly accepted: boolean | undefined;
}

/** Runs nginx in a world. The engine gets its player as an argument. */
export type Player = (world: World) => Promise<Outcome>;

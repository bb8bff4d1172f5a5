import type { Statement } from '@stackengine/nginx-config';

export type HopProtocol = 'proxy' | 'grpc' | 'uwsgi' | 'stream';

/** One place where nginx passes traffic on. */
export interface Hop {
  /** `file:line:column` of the pass directive; unique in a configuration, but for files included more than once. */
  readonly id: string;
  readonly protocol: HopProtocol;
  /** The `proxy_pass`, `grpc_pass`, `uwsgi_pass` statement. */
  readonly pass: Statement;
  readonly target: Target;
  readonly peers: readonly Peer[];
  /** The `upstream` block that the target names, if it is in the given configuration. */
  readonly group: Statement | undefined;
  /** Enclosing blocks from the inside out, e.g. `if`, `location`, `location`, `server`, `http`. */
  readonly enclosing: readonly Statement[];
  /**
   * The block whose level settings and edits of this hop belong to; undefined for a bare pass. Not always the innermost:
   * nginx takes no `*_ssl_*` directive in `if` and `limit_except`, so for a pass in one it is the location around it.
   */
  readonly level: Statement | undefined;
  readonly tls: TlsSettings;
}

export interface Target {
  /** As written: `https://10.0.1.45:8443/x`, `$proto://$app:$port`. */
  readonly text: string;
  /** With variables that `set`, `map` or `geo` hold constant replaced; one entry for each value they can have. */
  readonly values: readonly string[];
  /** `values`, taken apart, in the same order. */
  readonly destinations: readonly Destination[];
  /** `https`, `http`, `grpc`, `grpcs`, `uwsgi`, `suwsgi`; undefined in stream, or where a variable decides. */
  readonly scheme: string | undefined;
  /** Without port and brackets; undefined where a variable that can't be followed decides. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** Path of a unix socket. */
  readonly unix: string | undefined;
  /** The URI part, from `/` on; undefined where none is given. */
  readonly uri: string | undefined;
  /** Variables that stay open, without `$`. */
  readonly variables: readonly string[];
}

/** One place that a target can lead to. What an open variable decides is undefined. */
export interface Destination {
  readonly scheme: string | undefined;
  /** Without port; an IPv6 address without brackets. */
  readonly host: string | undefined;
  /** With the default port filled in where nginx has one; undefined for a group. */
  readonly port: number | undefined;
  /** Whether the URL itself names a port: then it is no group. */
  readonly portGiven: boolean;
  readonly unix: string | undefined;
  readonly uri: string | undefined;
  /** The `upstream` block it names, if it is in the given configuration. */
  readonly group: Statement | undefined;
  /** Whether an `upstream` block that was not given may be what is named. */
  readonly unseenGroup: boolean;
}

export interface Peer {
  /** `host:port` as nginx logs it where it is an address; the default port filled in. */
  readonly address: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly unix: string | undefined;
  readonly statement: Statement;
  readonly maxFails: number;
  readonly failTimeoutSeconds: number;
  readonly backup: boolean;
  readonly down: boolean;
}

/** Whether the hop speaks TLS to its peers; 'unknown' where a variable or unseen context decides. */
export type Enabled = 'yes' | 'no' | 'unknown';

export interface TlsSettings {
  readonly enabled: Enabled;
  /** Directive prefix that this hop obeys: `proxy_ssl_`, `grpc_ssl_`, `uwsgi_ssl_`. */
  readonly prefix: string;
  readonly verify: Setting;
  readonly trustedCertificate: Setting;
  readonly verifyDepth: Setting;
  readonly name: Setting;
  /** What `name` can hold, constants followed, the default resolved; variables that stay open are left as `$name`. The port is still there. */
  readonly nameValues: readonly string[];
  readonly serverName: Setting;
  readonly protocols: Setting;
  readonly ciphers: Setting;
  readonly crl: Setting;
  readonly certificate: Setting;
  readonly certificateKey: Setting;
  readonly passwordFile: Setting;
  readonly sessionReuse: Setting;
  /** All `*_ssl_conf_command` in force, as `Key value`. */
  readonly confCommand: Setting;
}

/** The effective value of one directive at a hop, and where it comes from. */
export interface Setting {
  /** Directive name, e.g. `proxy_ssl_verify`. */
  readonly directive: string;
  /** Arguments joined by a blank; undefined: not set and nginx has no default. Arrays: one value per directive, joined by newline. */
  readonly value: string | undefined;
  readonly origin: Origin;
}

export type Origin =
  | { readonly from: 'own'; readonly statements: readonly Statement[] }
  /** `block` is undefined where the lines stand at the top of partial input, beside what they apply to. */
  | { readonly from: 'inherited'; readonly statements: readonly Statement[]; readonly block: Statement | undefined }
  /** nginx's default is in force: everything that encloses the hop was seen. */
  | { readonly from: 'default' }
  /** Not set in what was given, but what encloses it is not known: the default, unless an unseen block sets it. */
  | { readonly from: 'unknown' };

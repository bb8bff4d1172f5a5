// What `cert fetch` found, as plain data: the JSON that it prints holds these (schemas/cert-fetch-1.json).

/** One peer, as it answers nginx's TLS client. Nothing of it is trusted. */
export interface FetchedPeer {
  /** As nginx logs it: `10.0.1.45:8443`, `unix:/run/app.sock`. */
  readonly address: string;
  /** Places of the configuration that pass traffic on to it, as `file:line`. */
  readonly hops: readonly string[];
  /** The server name that the configuration sends; null where it sends none, or where there is no configuration. */
  readonly sends: string | null;
  /** The client certificate that the configuration presents; it was not used. Null where there is none. */
  readonly presents: string | null;
  /** Without SNI, then with SNI where a name is known. */
  readonly answers: readonly FetchedAnswer[];
  /** Whether the two chains differ; null where there are not two. */
  readonly differs: boolean | null;
  /** Index of the answer that the anchor belongs to: the one with SNI, where a name is known. */
  readonly counts: number;
  /** Certificates that were not sent, from the URLs that certificates name (`--aia`). */
  readonly completed: readonly CompletedCertificate[];
  readonly anchor: FetchedAnchor;
}

export interface FetchedAnswer {
  readonly serverName: string | null;
  /** Where the connection led. */
  readonly remote: string | null;
  /** ISO 8601. */
  readonly at: string;
  readonly protocol: string | null;
  readonly cipher: string | null;
  /** As sent, in the server's order. */
  readonly chain: readonly FetchedCertificate[];
  /** How many more were sent that can't be read. */
  readonly unreadable: number;
  /** CAs that the server names where it asks for a client's certificate. */
  readonly clientCertificate: { readonly authorities: readonly string[] } | null;
  readonly failure: FetchFailure | null;
  /** The command of OpenSSL that asks the same; null where it has none. */
  readonly command: string | null;
}

export interface FetchFailure {
  readonly stage: 'connecting' | 'handshaking' | 'afterwards';
  /** As nginx would log it, or in words where it was not reached. */
  readonly text: string;
  readonly alert: number | null;
}

export interface FetchedCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  readonly role: string;
  /** Lower-case hex with colons. */
  readonly sha256: string;
  readonly pem: string;
}

export interface CompletedCertificate {
  /** The URL that gave it. */
  readonly from: string;
  readonly certificate: FetchedCertificate;
}

export interface FetchedAnchor {
  /**
   * `self-signed`: the leaf itself. `root`: it was sent. `completed`: it came from a URL. `missing`: the CA has to come from its owner,
   * see `ask`. `none`: no chain came.
   */
  readonly kind: 'self-signed' | 'root' | 'completed' | 'missing' | 'none';
  readonly certificate: FetchedCertificate | null;
  readonly ask: { readonly issuer: string; readonly keyId: string | null; readonly urls: readonly string[] } | null;
  /** What nginx says of the chain that counts where it trusts this anchor. */
  readonly verdict: AnchorVerdict | null;
  /** Prints the anchor's SHA-256 fingerprint without this tool; null where OpenSSL can't. */
  readonly command: string | null;
}

export interface AnchorVerdict {
  /** X509_V_ERR_…; 0 where it is accepted. */
  readonly code: number;
  readonly text: string;
  /** The smallest `proxy_ssl_verify_depth` with which it is accepted; null where none is. */
  readonly depth: number | null;
  /** Whether the certificate holds the name that was sent; null where none was. */
  readonly nameMatches: boolean | null;
}

/** A chain, and everything that nginx's verdict on it rests on. */
export interface ChainQuestion {
  /** PEM as the upstream sends it, leaf first. */
  readonly chain: string;
  /** PEM of `proxy_ssl_trusted_certificate`. */
  readonly trusted?: string;
  /** PEM of `proxy_ssl_crl`. */
  readonly crl?: string;
  /** `proxy_ssl_verify_depth`; 1 where it is not given, as in nginx. */
  readonly depth?: number;
  /** `proxy_ssl_name`. */
  readonly name?: string;
  /** Seconds since 1970; now where it is not given. */
  readonly time?: number;
  /** OpenSSL's security level; Debian's is 2. */
  readonly securityLevel?: number;
}

/** What OpenSSL answers. */
export interface ChainVerdict {
  /** X509_V_ERR_… as nginx logs it; 0 where it accepts the chain. */
  readonly code: number;
  readonly error: string;
  /** Undefined where no name was asked for. */
  readonly nameMatches: boolean | undefined;
  /** Everything that is wrong, in the order in which OpenSSL finds it. */
  readonly faults: readonly { readonly code: number; readonly depth: number }[];
  /** The path that OpenSSL built, leaf first; `sha256` is hexadecimal. */
  readonly path: readonly { readonly subject: string; readonly sha256: string }[];
}

/**
 * Asks OpenSSL about a chain in the way in which nginx asks. The engine builds no path and checks no signature of its own: whoever calls it
 * brings this along, as `verifyChain` of a bottle.
 */
export type ChainVerifier = (question: ChainQuestion) => ChainVerdict;

/** The same verifier, which asks nothing twice: on the way through a chain, many questions are the same. */
export function remembering(verify: ChainVerifier): ChainVerifier {
  const known = new Map<string, ReturnType<ChainVerifier>>();
  return (question) => {
    const key = JSON.stringify(question);
    const answer = known.get(key) ?? verify(question);
    known.set(key, answer);
    return answer;
  };
}

import { type Anchor, anchorOf } from '../verification/anchor.js';
import type { ChainQuestion, ChainVerdict, ChainVerifier } from '../verification/verifier.js';
import type { CertificateFacts } from '../x509/chain.js';
import { roleOf } from '../x509/describe.js';
import { readCertificates } from '../x509/read.js';
import type {
  AnchorVerdict,
  CompletedCertificate,
  FetchedAnchor,
  FetchedAnswer,
  FetchedCertificate,
  FetchedPeer,
} from './fetched.js';
import { fingerprintCommand } from './s-client.js';

/** What a server answered, before it is read. */
export interface GivenAnswer extends Omit<FetchedAnswer, 'chain' | 'unreadable'> {
  /** PEM, as sent. */
  readonly chain: readonly string[];
}

export interface GivenPeer extends Pick<FetchedPeer, 'address' | 'hops' | 'sends' | 'presents'> {
  readonly withoutServerName: GivenAnswer;
  readonly withServerName: GivenAnswer | undefined;
  /** Certificates found elsewhere, and where. */
  readonly found: readonly { readonly certificate: CertificateFacts; readonly from: string }[];
}

/** OpenSSL, where it can be asked: undefined for a chain that it can't be put to. The certificates are the server's, and may be of any kind. */
export type Judge = (question: ChainQuestion) => ChainVerdict | undefined;

/** Of what it can't be put to OpenSSL builds no path. */
export const verifierOf =
  (judge: Judge): ChainVerifier =>
  (question) =>
    judge(question) ?? { code: 1, error: '', nameMatches: undefined, faults: [], path: [] };

/** Of a path longer than this nobody has heard; what needs more is told as refused. */
const deepest = 10;

/**
 * A peer with what may be trusted of it, by the answer with SNI where there is one, even one without a chain: without a name many
 * servers show a fallback. `at` is in milliseconds since 1970; `judge` is OpenSSL.
 */
export function fetchedPeer(given: GivenPeer, judge: Judge, at: number): FetchedPeer {
  const { address, hops, sends, presents, withoutServerName, withServerName, found } = given;
  const chains = [withoutServerName, withServerName].flatMap((answer) =>
    answer === undefined ? [] : [{ answer, read: readCertificates(address, answer.chain.join('')).certificates }],
  );
  const counts = withServerName === undefined ? 0 : 1;
  const counting = chains[counts] ?? { answer: withoutServerName, read: [] };
  const anchor = anchorOf(
    counting.read,
    found.map(({ certificate }) => certificate),
    new Date(at).toISOString(),
    verifierOf(judge),
  );
  return {
    address,
    hops,
    sends,
    presents,
    answers: chains.map(({ answer, read }) => ({
      ...answer,
      chain: read.map(certificateOf),
      unreadable: answer.chain.length - read.length,
    })),
    differs: chains.length < 2 ? null : chains[0]?.answer.chain.join('') !== chains[1]?.answer.chain.join(''),
    counts,
    completed: found.map(
      ({ certificate, from }): CompletedCertificate => ({ from, certificate: certificateOf(certificate) }),
    ),
    anchor: anchorFound(anchor, counting, judge),
  };
}

function certificateOf(certificate: CertificateFacts): FetchedCertificate {
  const { subject, issuer, dns, ip, notBefore, notAfter, sha256, pem } = certificate;
  return { subject, issuer, dns, ip, notBefore, notAfter, role: roleOf(certificate), sha256, pem };
}

interface Counting {
  readonly answer: GivenAnswer;
  readonly read: readonly CertificateFacts[];
}

function anchorFound(anchor: Anchor, { answer, read }: Counting, judge: Judge): FetchedAnchor {
  if (anchor.kind === 'none') return { kind: 'none', certificate: null, ask: null, verdict: null, command: null };
  if (anchor.kind === 'missing') {
    const { subject: issuer, keyId = null, urls } = anchor.missing;
    return {
      kind: 'missing',
      certificate: null,
      ask: { issuer, keyId, urls },
      verdict: null,
      command: null,
    };
  }
  const { certificate } = anchor;
  const place = read.findIndex(({ sha256 }) => sha256 === certificate.sha256);
  return {
    kind: place < 0 ? 'completed' : anchor.kind,
    certificate: certificateOf(certificate),
    ask: null,
    verdict: verdictWith(certificate, answer, judge),
    command: place < 0 || answer.command === null ? null : fingerprintCommand(answer.command, place),
  };
}

function verdictWith(
  { pem: trusted }: CertificateFacts,
  { chain, serverName }: GivenAnswer,
  judge: Judge,
): AnchorVerdict | null {
  let last: AnchorVerdict | null = null;
  for (let depth = 0; depth <= deepest && last?.code !== 0; depth++) {
    const said = judge({ chain: chain.join(''), trusted, depth, ...(serverName === null ? {} : { name: serverName }) });
    if (said === undefined) return null;
    const { code, error, nameMatches = null } = said;
    last = { code, text: error, depth: code === 0 ? depth : null, nameMatches };
  }
  return last;
}

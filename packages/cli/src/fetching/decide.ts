import type { FetchedPeer } from '@stackengine/engine';
import type { PinResult } from './trust.js';

/** The anchor, and the file that it is for. */
export interface AnchorFile {
  readonly path: string;
  readonly pem: string;
  readonly sha256: string;
}

/** What the command does at its end. */
export interface Decided {
  readonly code: 0 | 1 | 2 | 3;
  /** To be written: somebody vouched for it. */
  readonly write?: AnchorFile;
  /** To be written if somebody at the terminal vouches for it. */
  readonly offer?: AnchorFile;
  readonly say?: string;
}

/** For one server: an anchor is written where its fingerprint was given, never otherwise. */
export function decide(peer: FetchedPeer, pinned: PinResult | undefined, out: string | undefined): Decided {
  if (!isReached(peer)) return { code: 2 };
  const nothing = out === undefined ? '' : `${out} was not written: `;
  if (pinned?.matches === false) return { code: 1, say: `${nothing}${pinned.why}` };
  if (out === undefined) return { code: pinned === undefined ? codeOf([peer]) : 0 };
  const { certificate } = peer.anchor;
  if (certificate === null)
    return {
      code: 1,
      say: `${nothing}no trust anchor is among what the server sends; it has to come from the owner of the CA`,
    };
  const file = { path: out, pem: certificate.pem, sha256: certificate.sha256 };
  if (pinned !== undefined) return { code: 0, write: file };
  return {
    code: 3,
    offer: file,
    say: `${nothing}nobody vouched for the anchor. Get its SHA-256 fingerprint from the owner by another way, and give it: --pin SHA256`,
  };
}

/** For any number of servers, nothing being written. */
export function codeOf(peers: readonly FetchedPeer[]): 0 | 1 | 2 {
  if (!peers.some(isReached)) return 2;
  return peers.every(isGood) ? 0 : 1;
}

const isReached = ({ answers }: FetchedPeer): boolean => answers.some(({ failure }) => failure?.stage !== 'connecting');

/** A server that wants the client certificate which the configuration presents is content with nginx, and not with a probe. */
function isGood({ answers, counts, presents }: FetchedPeer): boolean {
  const answer = answers[counts];
  return answer?.failure === null || (answer?.clientCertificate !== null && presents !== null);
}

import {
  anchorOf,
  type CertificateFacts,
  type FetchedPeer,
  fetchedPeer,
  type GivenAnswer,
  type Judge,
  readCertificates,
  sClientCommand,
  verifierOf,
} from '@stackengine/engine';
import type { Bottle } from '@stackengine/nginx-wasm';
import { type Probe, probe } from '../probing/probe.js';
import { type Found, fetchIssuers } from './issuers.js';
import type { Place } from './place.js';

export interface Asking {
  readonly bottle: Bottle;
  /** Milliseconds for each handshake. */
  readonly timeout: number;
  /** Whether certificates are fetched from the URLs that others name. */
  readonly aia: boolean;
}

/** Shakes hands with a peer, without SNI and with it, and says what may be trusted of what it shows. Never rejects. */
export async function askPeer(place: Place, asking: Asking): Promise<FetchedPeer> {
  const { serverName } = place;
  const answer = async (name: string | undefined) =>
    answerOf(place, await probe(place.target, handshakeOf(place, name, asking)), name);
  const withoutServerName = await answer(undefined);
  const unreached = withoutServerName.failure?.stage === 'connecting';
  const withServerName = serverName === undefined || unreached ? undefined : await answer(serverName);
  const { address, hops, sends = null, presents = null } = place;
  const judge = judgeOf(asking.bottle);
  const found = asking.aia ? await complete(address, withServerName ?? withoutServerName, judge) : [];
  return fetchedPeer({ address, hops, sends, presents, withoutServerName, withServerName, found }, judge, Date.now());
}

function handshakeOf(place: Place, serverName: string | undefined, { bottle, timeout }: Asking) {
  const { protocols, ciphers, confCommands, alpn, proxyProtocol } = place;
  return {
    bottle,
    timeout,
    protocols,
    proxyProtocol,
    ...(serverName === undefined ? {} : { serverName }),
    ...(ciphers === undefined ? {} : { ciphers }),
    ...(confCommands === undefined ? {} : { confCommands }),
    ...(alpn === undefined ? {} : { alpn }),
  };
}

function answerOf(place: Place, probed: Probe, serverName: string | undefined): GivenAnswer {
  const { remote = null, at, protocol = null, cipher = null, chain, clientCertificate = null, failure } = probed;
  const { address, protocols, ciphers, alpn, proxyProtocol } = place;
  return {
    serverName: serverName ?? null,
    remote,
    at,
    protocol,
    cipher,
    chain,
    clientCertificate,
    failure: failure === undefined ? null : { ...failure, alert: failure.alert ?? null },
    command:
      sClientCommand({ address: remote ?? address, serverName, protocols, ciphers, alpn, proxyProtocol }) ?? null,
  };
}

/** One that the chain can't be put to says nothing: the certificates are the server's, and may be of any kind. */
export const judgeOf =
  ({ verifyChain }: Bottle): Judge =>
  (question) => {
    try {
      return verifyChain(question);
    } catch {
      return undefined;
    }
  };

/** A chain is rarely longer, and each step is a request to a host that the certificate chose. */
const mostSteps = 4;

async function complete(address: string, { chain }: GivenAnswer, judge: Judge): Promise<readonly Found[]> {
  const presented = readCertificates(address, chain.join('')).certificates;
  const found: Found[] = [];
  const certificates = (): readonly CertificateFacts[] => found.map(({ certificate }) => certificate);
  for (let step = 0; step < mostSteps; step++) {
    const anchor = anchorOf(presented, certificates(), new Date().toISOString(), verifierOf(judge));
    if (anchor.kind !== 'missing') break;
    const { urls } = anchor.missing;
    const known = new Set([...presented, ...certificates()].map(({ sha256 }) => sha256));
    const fresh = (await fetchIssuers(urls)).filter(({ certificate }) => !known.has(certificate.sha256));
    if (fresh.length === 0) break;
    found.push(...fresh);
  }
  return found;
}

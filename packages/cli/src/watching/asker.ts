import { type ChainVerifier, verifierOf } from '@stackengine/engine';
import { judgeOf } from '../fetching/ask.js';
import type { Place } from '../fetching/place.js';
import { bottleFor } from '../playing/bottles.js';
import { probe } from '../probing/probe.js';

/** What a server presents, or why it does not. */
export interface Answered {
  /** PEM of each certificate, in the server's order. */
  readonly chain: readonly string[];
  /** Why there is no chain, or why the handshake ended in spite of it. */
  readonly failure: string | undefined;
}

export interface Asker {
  /** Version of the nginx whose TLS client asks. */
  readonly nginx: string;
  /** Shakes hands with one server; never rejects, and ends by itself. */
  readonly ask: (place: Place) => Promise<Answered>;
  /** OpenSSL's answers; of a chain that it can't be put to it builds no path. */
  readonly verify: ChainVerifier;
}

/** `timeout` in milliseconds, for each server. */
export type OpenAsker = (options: { readonly timeout: number; readonly nginx: string | undefined }) => Asker;

const notBuilt =
  'it can not be asked: nginx is not built for WebAssembly here (in a checkout, npm start builds it), and its TLS client is what shakes hands';

/** Asks as nginx does, with its own TLS client and with the server name that it would send. */
export const openAsker: OpenAsker = ({ timeout, nginx }) => {
  const bottle = bottleFor(nginx);
  // The files are judged all the same.
  if (bottle === undefined)
    return { nginx: '', ask: async () => ({ chain: [], failure: notBuilt }), verify: verifierOf(() => undefined) };
  return {
    nginx: bottle.nginx,
    verify: verifierOf(judgeOf(bottle)),
    async ask({ target, sends, protocols, ciphers, confCommands, alpn, proxyProtocol }) {
      const { chain, failure } = await probe(target, {
        bottle,
        timeout,
        protocols,
        proxyProtocol,
        ...(sends === undefined ? {} : { serverName: sends }),
        ...(ciphers === undefined ? {} : { ciphers }),
        ...(confCommands === undefined ? {} : { confCommands }),
        ...(alpn === undefined ? {} : { alpn }),
      });
      return { chain, failure: failure?.text };
    },
  };
};

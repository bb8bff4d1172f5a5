import { isAddressLiteral, joinAddress } from '@stackengine/engine';
import type { HandshakeOptions } from '@stackengine/nginx-wasm';
import type { ProbeTarget } from '../probing/connection.js';
import { Refusal } from '../refusal.js';

/** One peer to ask, and how nginx would. */
export interface Place extends Pick<HandshakeOptions, 'ciphers' | 'confCommands' | 'alpn'> {
  readonly target: ProbeTarget;
  /** As nginx names it; the target may be one of the addresses that the name has. */
  readonly address: string;
  /** Where the configuration passes traffic on to it: `file:line`. */
  readonly hops: readonly string[];
  /** SNI of the configuration. */
  readonly sends: string | undefined;
  /** The client certificate of the configuration, as it is named there. No key is read, so none is presented here. */
  readonly presents: string | undefined;
  /** The name to ask with; undefined where none is known. */
  readonly serverName: string | undefined;
  readonly protocols: readonly string[];
  readonly proxyProtocol: boolean;
}

export const presentProtocols = ['TLSv1.2', 'TLSv1.3'] as const;

/** The place that the command line names: `HOST:PORT`, `[IPv6]:PORT`, `unix:PATH`. */
export function placeNamed(text: string, serverName: string | undefined, proxyProtocol: boolean): Place {
  const target = targetIn(text);
  const name = serverName ?? (target.unix !== undefined || isAddressLiteral(target.host) ? undefined : target.host);
  if (name !== undefined) refuseUnfit(name, serverName === undefined ? text : `--servername ${name}`);
  return {
    target,
    address: addressOf(target),
    hops: [],
    sends: undefined,
    presents: undefined,
    serverName: name,
    protocols: presentProtocols,
    proxyProtocol,
  };
}

export const addressOf = ({ host, port, unix }: ProbeTarget): string =>
  unix === undefined ? joinAddress(host, port) : `unix:${unix}`;

function targetIn(text: string): ProbeTarget {
  if (/^unix:./.test(text)) return { host: 'localhost', port: 0, unix: text.slice(5) };
  const match = /^(?:https:\/\/)?(?:\[([0-9a-fA-F:.%]+)\]|([^\s:/[\]]+)):(\d{1,5})\/?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || !(port >= 1 && port <= 65_535))
    throw new Refusal(`${text}: write it as HOST:PORT, [IPv6]:PORT or unix:PATH, such as api.internal:8443`);
  return { host, port };
}

function refuseUnfit(name: string, where: string): void {
  if (isAddressLiteral(name)) throw new Refusal(`${where}: SNI holds a DNS name, never an address (RFC 6066)`);
  if (!/^[!-~]{1,253}$/.test(name)) throw new Refusal(`${where}: this is no DNS name; write it in ASCII (xn--…)`);
}

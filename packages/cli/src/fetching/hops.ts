import { lookup } from 'node:dns/promises';
import {
  defaultProtocols,
  findHops,
  type Hop,
  isAddressLiteral,
  isOn,
  type Peer,
  serverNameIndication,
  settingAt,
  verifiedName,
} from '@stackengine/engine';
import { type Configuration, positionAt } from '@stackengine/nginx-config';
import type { Place } from './place.js';

/** A hop or peer that can't be asked. */
export interface Skipped {
  readonly hop: string;
  readonly target: string;
  readonly why: string;
}

export interface Places {
  readonly places: readonly Place[];
  readonly skipped: readonly Skipped[];
}

/** Every peer to which a configuration passes traffic on by TLS, once for each way in which it does so. */
export function placesIn(configuration: Configuration, nginx: string): Places {
  const places = new Map<string, Place>();
  const skipped: Skipped[] = [];
  for (const hop of findHops(configuration)) {
    if (hop.tls.enabled === 'no') continue;
    const at = lineOf(hop);
    const skip = (why: string, target = hop.target.text) => skipped.push({ hop: at, target, why });
    if (hop.tls.enabled === 'unknown') {
      skip('a variable, or what encloses these lines, decides whether it is TLS');
      continue;
    }
    if (hop.target.variables.length > 0)
      skip(`${hop.target.variables.map((name) => `$${name}`).join(', ')} decides where it leads`);
    else if (hop.peers.length === 0) skip('its upstream group is not in this configuration');
    for (const peer of hop.peers) {
      if (peer.down) skip('it is marked as down', peer.address);
      else if (peer.port === undefined && peer.unix === undefined) skip('it has no port', peer.address);
      else add(places, placeOf(hop, peer, configuration, nginx), at);
    }
  }
  return { places: [...places.values()], skipped };
}

function lineOf({ pass }: Hop): string {
  const { line } = positionAt(pass.tree, pass.directive.start);
  return `${pass.tree.file}:${line}`;
}

function add(places: Map<string, Place>, place: Place, at: string): void {
  const key = JSON.stringify(place);
  const before = places.get(key);
  places.set(key, { ...place, hops: [...new Set([...(before?.hops ?? []), at])] });
}

function placeOf(
  hop: Hop,
  { host, port = 0, unix, address }: Peer,
  configuration: Configuration,
  nginx: string,
): Place {
  const { name: sends } = serverNameIndication(hop);
  const { name } = verifiedName(hop);
  const { protocols, ciphers } = hop.tls;
  const isDefault = protocols.origin.from === 'default' || protocols.origin.from === 'unknown';
  return {
    target: { host, port, unix },
    address,
    hops: [],
    sends,
    presents: hop.tls.certificate.value || undefined,
    serverName: sends ?? [name, host].find((each) => each !== undefined && unix === undefined && isName(each)),
    protocols: (isDefault ? defaultProtocols(nginx) : (protocols.value ?? '')).split(' '),
    ciphers: ciphers.value ?? 'DEFAULT',
    confCommands: confCommands(hop),
    ...(hop.protocol === 'grpc' ? { alpn: 'h2' } : {}),
    proxyProtocol: hop.protocol === 'stream' && isOn(settingAt(hop.level, 'proxy_protocol', configuration)),
  };
}

/** A name that a certificate can hold; the name of an upstream group is mostly none. */
const isName = (text: string) => text.includes('.') && !isAddressLiteral(text) && /^[!-~]{1,253}$/.test(text);

/** What decides about a handshake; others name files, or belong to servers. */
const decisive = /^(?:Ciphersuites|CipherString|Curves|Groups|SignatureAlgorithms|MinProtocol|MaxProtocol|Options)$/i;

function confCommands({ tls }: Hop): readonly (readonly [string, string])[] {
  return (tls.confCommand.value ?? '').split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    return decisive.test(name) ? [[name, value] as const] : [];
  });
}

/** Of more nobody has heard; a name server that answers so is hostile. */
const mostAddresses = 16;

/** nginx passes traffic on to every address that a name has. A name that does not resolve stays, for the probe to say so. */
export async function withAddresses(place: Place): Promise<readonly Place[]> {
  const { host, unix } = place.target;
  if (unix !== undefined || isAddressLiteral(host)) return [place];
  try {
    const found = await lookup(host, { all: true });
    const addresses = [...new Set(found.map(({ address }) => address))].slice(0, mostAddresses);
    return addresses.map((address) => ({ ...place, target: { ...place.target, host: address } }));
  } catch {
    return [place];
  }
}

import { type Configuration, positionAt } from '@stackengine/nginx-config';
import { joinAddress } from '../hops/address.js';
import { findHops } from '../hops/find.js';
import type { Hop } from '../hops/hop.js';
import { serverNameIndication } from '../hops/server-name.js';
import { isOn, settingAt } from '../hops/settings.js';
import type { SkippedValue, Use } from './certificate-files.js';

/** A server that a configuration passes to over TLS, and how nginx would speak to it. */
export interface ProbeTarget {
  /** `host:port`, with what else tells two ways of asking the same server apart. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** What nginx sends as SNI; undefined where it sends none. */
  readonly serverName: string | undefined;
  /** `h2` for gRPC. */
  readonly alpn: readonly string[];
  /** Whether nginx begins the connection with the PROXY protocol. */
  readonly proxyProtocol: boolean;
  /** The files of trusted certificates by which hops judge its chain, as they are written. */
  readonly trustedFiles: readonly string[];
  readonly usedBy: readonly Use[];
}

export interface ProbeTargets {
  readonly targets: readonly ProbeTarget[];
  /** Hops over TLS of which it is not known where they lead. */
  readonly skipped: readonly SkippedValue[];
}

/** Every server that hops of a configuration reach over TLS, once for each way in which nginx would ask it. */
export function probeTargets(configuration: Configuration): ProbeTargets {
  const targets = new Map<string, ProbeTarget>();
  const skipped: SkippedValue[] = [];
  for (const hop of findHops(configuration)) {
    if (hop.tls.enabled === 'no') continue;
    const use = useOf(hop);
    const reachable = hop.peers.filter((peer) => !peer.down && peer.unix === undefined && peer.port !== undefined);
    if (reachable.length === 0) skipped.push({ reason: unreachable(hop), use });
    for (const { host, port } of reachable) {
      const target = targetOf(hop, configuration, { host, port: port ?? 0 }, use);
      const known = targets.get(target.name);
      targets.set(target.name, known === undefined ? target : joined(known, target));
    }
  }
  return { targets: [...targets.values()], skipped };
}

function targetOf(
  hop: Hop,
  configuration: Configuration,
  { host, port }: { readonly host: string; readonly port: number },
  use: Use,
): ProbeTarget {
  const { name } = serverNameIndication(hop);
  const trusted = hop.tls.trustedCertificate.value;
  const address = joinAddress(host, port);
  return {
    name: name === undefined || name === host ? address : `${address} as ${name}`,
    host,
    port,
    serverName: name,
    alpn: hop.protocol === 'grpc' ? ['h2'] : [],
    proxyProtocol: hop.protocol === 'stream' && isOn(settingAt(hop.level, 'proxy_protocol', configuration)),
    trustedFiles: trusted === undefined || trusted === '' ? [] : [trusted],
    usedBy: [use],
  };
}

function joined(one: ProbeTarget, other: ProbeTarget): ProbeTarget {
  const trustedFiles = [...new Set([...one.trustedFiles, ...other.trustedFiles])];
  return { ...one, trustedFiles, usedBy: [...one.usedBy, ...other.usedBy] };
}

function useOf({ pass }: Hop): Use {
  const { line } = positionAt(pass.tree, pass.directive.start);
  return { directive: pass.name, file: pass.tree.file, line, inForce: true };
}

function unreachable({ target, peers }: Hop): string {
  const [variable] = target.variables;
  if (variable !== undefined) return `the variable $${variable} decides where it leads`;
  if (peers.some(({ unix }) => unix !== undefined)) return 'it leads to a unix socket, which is not asked';
  return 'where it leads is not in what was given';
}

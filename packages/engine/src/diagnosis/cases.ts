import { type Configuration, positionAt, walk } from '@stackengine/nginx-config';
import type { Case } from '../causes/cause.js';
import { depthOf, isSet } from '../causes/evidence/hop-state.js';
import type { Hop } from '../hops/hop.js';
import { hopsOnSamePeers, loggedAddress, serverNameIndication, verifiedName } from '../hops/index.js';
import type { AccessEntry } from '../logs/access.js';
import type { LogEvent } from '../logs/event.js';
import type { Incident } from '../logs/incident.js';
import { groupIncidents } from '../logs/index.js';
import { grouped, oncePer } from '../tables.js';
import type { TrustFile } from '../x509/chain.js';
import { assessChain } from '../x509/index.js';
import { answerIncidents } from './answers-in-access-log.js';
import type { DiagnosisInput } from './diagnose.js';
import { eventMatcher } from './match-events.js';

/** One case for each incident: what the logs say, with the hop and the evidence that belong to it. */
export function openCases(input: DiagnosisInput, hops: readonly Hop[]): readonly Case[] {
  const match = eventMatcher(hops, input.configuration);
  const hopsFor = (event: LogEvent): readonly Hop[] => candidatesFor(event, hops, match);
  const places = new Map<Hop, string>();
  const hopOf = (event: LogEvent): string | undefined => {
    const found = hopsFor(event);
    const [only, other] = found;
    if (only === undefined || other !== undefined) return undefined;
    const place = places.get(only) ?? placeOf(only, hops);
    places.set(only, place);
    return place;
  };
  const relevant = input.events.filter((event) => event.signature.kind !== 'other' || tellsOfProtocol(event));
  const incidents = groupIncidents(relevant, hopOf).filter((incident) => incident.signature.kind !== 'disabled');
  const logged = incidents.map((incident) => openCase(incident, candidatesOf(incident, hopsFor), input, hops));
  const silent = answerIncidents(input.access, hops, incidents, input.configuration).map(({ incident, hop }) =>
    openCase(incident, [hop], input, hops),
  );
  return [...logged, ...silent];
}

/** HTTP/1 read as HTTP/2 frames: no TLS error, but a matter of ALPN. */
function tellsOfProtocol(event: LogEvent): boolean {
  return event.upstream !== undefined && /http2/.test(event.message);
}

function candidatesOf(incident: Incident, hopsFor: (event: LogEvent) => readonly Hop[]): readonly Hop[] {
  const [first] = incident.events;
  return first === undefined ? [] : hopsFor(first);
}

function candidatesFor(
  event: LogEvent,
  hops: readonly Hop[],
  match: (event: LogEvent) => readonly Hop[],
): readonly Hop[] {
  const { signature } = event;
  if (signature.kind === 'client') return [];
  if (signature.kind === 'config' && !standsAtPass(event, signature.reason))
    return refusedHops(signature.file, signature.directive, signature.reason, hops);
  return match(event);
}

/** nginx names the target, or the line of the pass directive itself. */
function standsAtPass({ place }: LogEvent, reason: string): boolean {
  return reason === 'host-not-found' || (reason === 'other' && place !== undefined);
}

/** The hops at which nginx refuses its configuration. */
function refusedHops(
  file: string | undefined,
  directive: string | undefined,
  reason: string,
  hops: readonly Hop[],
): readonly Hop[] {
  if (reason === 'no-trusted-certificate')
    return hops.filter(
      (hop) =>
        hop.tls.enabled !== 'no' &&
        hop.tls.verify.value === 'on' &&
        !isSet(hop.tls.trustedCertificate) &&
        (directive === undefined || directive.startsWith(hop.tls.prefix)),
    );
  if (reason === 'key-undefined')
    return hops.filter(
      (hop) =>
        isSet(hop.tls.certificate) &&
        !isSet(hop.tls.certificateKey) &&
        (directive === undefined || directive.startsWith(hop.tls.prefix)),
    );
  if (reason === 'ciphers-unusable') return hops.filter(({ tls }) => isSet(tls.ciphers) && tls.ciphers.value === file);
  if (file === undefined) return [];
  const names = (value: string | undefined): boolean =>
    value !== undefined && (value === file || file.endsWith(`/${value}`));
  return hops.filter((hop) =>
    [hop.tls.trustedCertificate, hop.tls.crl, hop.tls.certificate, hop.tls.certificateKey].some((one) =>
      names(one.value),
    ),
  );
}

function openCase(incident: Incident, candidates: readonly Hop[], input: DiagnosisInput, hops: readonly Hop[]): Case {
  const refused = incident.signature.kind === 'config';
  // Candidates on one peer with the same settings differ in nothing that matters to the cause.
  const hop = candidates.length === 1 || refused || alike(candidates) ? candidates[0] : undefined;
  const chain = {
    presented: presentedTo(hop, input),
    presentedWithServerName: input.presentedWithServerName,
    trustedNow: hop === undefined ? undefined : trustedNow(hop, input.trustFile),
    vouched: input.vouched,
    at: input.now,
  };
  const depth = depthOf(hop);
  const name = hop === undefined ? undefined : verifiedName(hop).name;
  const now = chain.trustedNow?.state === 'read' ? chain.trustedNow.certificates : input.vouched;
  return {
    incident,
    hop,
    candidates,
    hops,
    sharing: hop === undefined ? [] : hopsOnSamePeers(hop, hops).filter((other) => other !== hop),
    chain,
    assessment: assessChain(chain, { depth, name, trusted: now }),
    genuine:
      input.vouched.length === 0
        ? undefined
        : assessChain({ ...chain, trustedNow: undefined }, { depth, name, trusted: input.vouched }),
    access: requestsOf(incident, hop, input.access),
    configuration:
      input.configuration === undefined ? 'none' : input.configuration.outside === 'nothing' ? 'complete' : 'partial',
    directivesNaming: (file) => directivesNaming(file, input.configuration),
  };
}

/** What the upstream shows to this hop: its answer to SNI where one is sent and that answer was given. */
function presentedTo(hop: Hop | undefined, input: DiagnosisInput): DiagnosisInput['presented'] {
  const named = input.presentedWithServerName;
  return named !== undefined && hop !== undefined && serverNameIndication(hop).sent === 'yes' ? named : input.presented;
}

/** From so many hops on one peer on, those with the same settings fail together: one incident, rather than one for each. */
const crowd = 50;

/** What the events of one incident have in common: their hop, or in a crowd the peers and settings. */
function placeOf(hop: Hop, hops: readonly Hop[]): string {
  const sharing = hopsOnSamePeers(hop, hops);
  return sharing.length < crowd ? hop.id : `${sharing[0]?.id} ${settings(hop)}`;
}

function settings(hop: Hop): string {
  return JSON.stringify([
    hop.protocol,
    hop.tls.verify.value,
    hop.tls.trustedCertificate.value,
    hop.tls.verifyDepth.value,
    hop.tls.name.value,
    hop.tls.serverName.value,
    hop.tls.protocols.value,
    hop.tls.ciphers.value,
    hop.tls.certificate.value,
  ]);
}

/** Hops that differ in place only: same peers, same family, same effective settings. */
function alike(hops: readonly Hop[]): boolean {
  const [first, ...others] = hops;
  if (first === undefined) return false;
  const same = new Set(hopsOnSamePeers(first, hops));
  return others.every((other) => same.has(other) && settings(other) === settings(first));
}

function trustedNow(hop: Hop, read: (path: string) => TrustFile): TrustFile | undefined {
  const path = hop.tls.trustedCertificate.value;
  return path === undefined || path === '' || path.includes('$') ? undefined : read(path);
}

function requestsOf(incident: Incident, hop: Hop | undefined, access: readonly AccessEntry[]): readonly AccessEntry[] {
  const { upstream } = incident;
  const addresses = new Set(hop?.peers.map((peer) => peer.address) ?? []);
  // With no live peer, $upstream_addr is the name of the group.
  const group = hop?.group?.args[0];
  if (group !== undefined) addresses.add(group);
  if (upstream !== undefined) addresses.add(loggedAddress(upstream));
  if (addresses.size === 0) return [];
  const index = requestsByAddress(access);
  return [...new Set([...addresses].flatMap((address) => index.get(address) ?? []))];
}

const requestsByAddress = oncePer((access: readonly AccessEntry[]) =>
  grouped(access, ({ upstreamAddress }) => upstreamAddress),
);

function directivesNaming(file: string, configuration: Configuration | undefined) {
  const found: { directive: string; file: string; line: number }[] = [];
  if (configuration === undefined) return found;
  for (const statement of walk(configuration)) {
    const [argument] = statement.args;
    if (argument === undefined || statement.children.length > 0) continue;
    if (argument === file || (!argument.startsWith('/') && file.endsWith(`/${argument}`)))
      found.push({
        directive: statement.name,
        file: statement.tree.file,
        line: positionAt(statement.tree, statement.directive.start).line,
      });
  }
  return found;
}

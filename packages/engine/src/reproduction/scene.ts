import type { Configuration, Directive } from '@stackengine/nginx-config';
import type { Case } from '../causes/cause.js';
import { fewCiphers } from '../causes/evidence/ciphers.js';
import { depthOf, isSet, unfitName } from '../causes/evidence/hop-state.js';
import { unfitBundle } from '../causes/evidence/unfit-bundle.js';
import type { Hop } from '../hops/hop.js';
import { isAddressLiteral, loggedAddress, serverNameIndication, verifiedName } from '../hops/index.js';
import type { LogEvent } from '../logs/event.js';
import { oncePer } from '../tables.js';
import { castName } from '../worlds/cast.js';
import type { Behaviour, Certificate, FileContent, Request, Step, Upstream, World } from '../worlds/world.js';
import type { CertificateFacts } from '../x509/chain.js';
import { certificateFiles, inWorld } from './certificate-files.js';
import { meetingConditions } from './conditions.js';
import { leftOut } from './crowd.js';
import { goodBundle, upstreamsElsewhere } from './elsewhere.js';
import { ecdsaOnly, type Fitting } from './kinds.js';
import { type Network, networkOf } from './network.js';
import { requestFor } from './request.js';
import type { Prepared } from './stand-ins/prepare.js';
import type { Concessions } from './start.js';
import { type Trust, trustOf } from './trust.js';

/** What is played of one incident: the hop, its names and certificates. */
export interface Scene {
  readonly given: Case;
  readonly configuration: Configuration;
  readonly hop: Hop;
  readonly event: LogEvent | undefined;
  readonly trust: Trust;
  readonly fitting: Fitting;
  /** Blocks that no play of it needs. */
  readonly leftOut: ReadonlySet<Directive>;
  /** The certificates of everybody else's upstreams, where these answer; undefined where nobody listens there. */
  readonly others: Readonly<Record<string, Certificate>> | undefined;
}

/** The scene of a case; undefined where its hop is not known. `name` is what the user says the upstream is called. */
export function sceneOf(given: Case, configuration: Configuration, name: string | undefined): Scene | undefined {
  const { chain, incident, candidates } = given;
  // Of the places that nginx refuses, one that speaks TLS can show what a start leads to.
  const secure = incident.signature.kind === 'config' ? candidates.filter(({ tls }) => tls.enabled === 'yes') : [];
  const refused = secure.find((one) => name !== undefined && verifiedName(one).names.includes(name)) ?? secure[0];
  const hop = refused ?? given.hop;
  if (hop === undefined) return undefined;
  const event = incident.events[0];
  const trust = trustOf({
    trustedNow: chain.trustedNow,
    vouched: [...chain.vouched, ...answeredAnchors(given)],
    presented: chain.presented,
    presentedWithServerName: chain.presentedWithServerName,
    now: chain.at,
  });
  const rightName = name ?? namesOfUpstream(given, hop, event)[0] ?? castName;
  const fitting: Fitting = {
    trust,
    protocol: hop.protocol,
    rightName,
    // Who says what the upstream is called leaves no other name for it.
    otherName: name !== undefined ? name : rightName === castName ? 'another.internal' : castName,
    namesItself: serverNameIndication(hop).sent !== 'no',
    tls: hop.tls.enabled,
    depth: depthOf(hop),
    ciphers: fewCiphers(hop),
    serverKey: 'ec',
    client: isSet(hop.tls.certificate),
    crl: isSet(hop.tls.crl),
  };
  return { given, configuration, hop, event, trust, fitting, leftOut: leftOut(given, hop), others: undefined };
}

/** What the upstream may be called, best first: as its certificate says, as nginx asks, as the target is written. */
function namesOfUpstream({ genuine, assessment }: Case, hop: Hop, event: LogEvent | undefined): readonly string[] {
  const shown = (genuine ?? assessment)?.names ?? [];
  const { names } = verifiedName(hop);
  const checked = unfitName(hop) === undefined ? names : [];
  const hosts = hop.target.destinations.flatMap(({ host, group }) =>
    host === undefined || group !== undefined ? [] : [host],
  );
  const open = unfitName(hop) === undefined && event?.signature.kind === 'name' ? [event.signature.name] : [];
  const usable = (one: string): boolean =>
    /^[a-z0-9*]([\w.*-]*\w)?$/i.test(one) && one.includes('.') && !isAddressLiteral(one);
  const among = shown.filter((one) => checked.includes(one));
  return [...among, ...checked, ...open, ...shown, ...hosts].filter(usable);
}

/** What differs from one play of a scene to another. */
export interface Cast {
  readonly certificates: Readonly<Record<string, Certificate>>;
  /** What the hop's trusted file holds, by certificate id. */
  readonly trusted: readonly string[];
  /** What those of other hops hold; the root unless said. */
  readonly others?: readonly string[];
  readonly crl?: FileContent;
  /** nginx's own certificate, by id; `client` unless said. */
  readonly client?: string;
  /** Files by absolute path, before all others; undefined leaves one out. */
  readonly files?: (place: Place) => Readonly<Record<string, FileContent | undefined>>;
  readonly upstreams: (place: Place) => readonly Upstream[];
  readonly steps: (place: Place) => readonly Step[];
  /** Names that have no address. */
  readonly unknownNames?: boolean;
}

/** The hop in the world: where its upstreams are, and the request that leads to it. */
export interface Place {
  readonly hop: Hop;
  readonly prepared: Prepared;
  readonly network: Network;
  readonly addresses: readonly string[];
  readonly request: Request | undefined;
}

/** A whole world of a prepared configuration. */
export function worldOf(scene: Scene, cast: Cast, prepared: Prepared, { names }: Concessions): World {
  const place = placeOf(scene, prepared, names);
  const certificates = scene.others === undefined ? cast.certificates : beside(scene.others)(cast.certificates);
  return {
    files: { ...prepared.texts, ...filesOf(scene, cast, place) },
    // The very table: a player issues it once.
    certificates: scene.fitting.serverKey === 'ec' ? certificates : withRsaKeys(certificates),
    names: cast.unknownNames === true ? {} : place.network.names,
    upstreams: [...cast.upstreams(place), ...(scene.others === undefined ? [] : upstreamsElsewhere(place))],
    steps: cast.steps(place),
  };
}

const beside = oncePer((others: Cast['certificates']) =>
  oncePer((table: Cast['certificates']): Cast['certificates'] => ({ ...table, ...others })),
);

const withRsaKeys = oncePer((table: Cast['certificates']): Cast['certificates'] =>
  Object.fromEntries(
    Object.entries(table).map(([id, one]) => [
      id,
      one.key === 'ec' && !one.ca && !id.startsWith(ecdsaOnly) ? { ...one, key: 'rsa2048' } : one,
    ]),
  ),
);

/** Certificates, keys and lists that a prepared configuration names. */
export function filesOf(
  { hop, trust, others }: Pick<Scene, 'hop' | 'trust' | 'others'>,
  cast: Pick<Cast, 'trusted' | 'others' | 'crl' | 'client' | 'files' | 'certificates'>,
  place: Place,
): Readonly<Record<string, FileContent>> {
  const own = inWorld(hop.tls.trustedCertificate.value);
  const usual = others === undefined ? [trust.root] : [trust.root, ...goodBundle];
  const authorities = Object.entries(cast.certificates).flatMap(([id, { ca }]) => (ca ? [id] : []));
  const files = certificateFiles(place.prepared.configuration, {
    trusted: (path) => ({ certificates: path === own ? cast.trusted : (cast.others ?? usual) }),
    crl: cast.crl ?? { crlOf: authorities },
    client: cast.client ?? 'client',
  });
  const kept: Record<string, FileContent> = { ...files };
  for (const [path, content] of Object.entries(cast.files?.(place) ?? {})) {
    if (content === undefined) delete kept[path];
    else kept[path] = content;
  }
  return kept;
}

export function placeOf(scene: Scene, prepared: Prepared, more: readonly string[]): Place {
  const hop = prepared.hopFor(scene.hop) ?? scene.hop;
  const network = networkOf(prepared.hops, hop, scene.event?.upstream, more);
  const asked = requestFor(hop, scene.event);
  const request = asked === undefined ? undefined : meetingConditions(asked, hop);
  return { hop, prepared, network, addresses: network.addressesOf(hop), request };
}

/** The same behaviour at every peer. */
export function everywhere(addresses: readonly string[], behaviour: Behaviour): readonly Upstream[] {
  return addresses.map((address) => ({ address, behaviour }));
}

/** Groups that the target names and nobody gave: they lead where the log says. */
export function missingGroups({ hop, event }: Pick<Scene, 'hop' | 'event'>): readonly string[] {
  const logged = event?.upstream;
  if (logged?.port === undefined || !isAddressLiteral(logged.host) || hop.protocol === 'stream') return [];
  return hop.target.destinations.flatMap(({ host, unseenGroup }) =>
    unseenGroup && host !== undefined && !host.includes('.')
      ? [`upstream ${host} { server ${loggedAddress(logged)}; }`]
      : [],
  );
}

/** The anchors of the file that the user answers with, unless it is refused: another root of the old one's name has to count. */
function answeredAnchors(given: Case): readonly CertificateFacts[] {
  const { answeredBundle } = given;
  return answeredBundle?.state === 'read' && unfitBundle(given) === undefined ? answeredBundle.certificates : [];
}

import type { Cause, CauseWorld } from '../causes/cause.js';
import type { HopProtocol } from '../hops/hop.js';
import { cast, castName, castTrustFile, faultless, serverCertificate } from '../worlds/cast.js';
import type { Application, Behaviour, Certificate, FileContent, TlsServer } from '../worlds/world.js';
import { type Around, furtherWorlds } from './further-worlds.js';
import type { Trust } from './trust.js';

/** One world of a cause, as it is around the user's configuration. */
export interface Kind {
  /** `sni-required/gateway-closes`. */
  readonly id: string;
  readonly cause: string;
  readonly world: CauseWorld;
  readonly behaviour: Behaviour;
  /** What the upstream does once repaired; undefined where nginx's configuration alone has to change. */
  readonly repaired: Behaviour | undefined;
  /** The name that the upstream is really called. */
  readonly name: string;
  /** What the trusted file holds beside what it holds in every world. */
  readonly trusted: readonly string[];
  /** The anchors with which nginx would accept this upstream. */
  readonly anchors: readonly string[];
  readonly crl: Extract<FileContent, { readonly crlOf: unknown }> | undefined;
  /** nginx's own certificate, where it is another than in every world. */
  readonly client: string | undefined;
}

/** What the worlds of causes are fitted to. */
export interface Fitting extends Around {
  readonly trust: Trust;
  readonly protocol: HopProtocol;
  /** The name that the upstream has where the configuration is right, and another for where it is not. */
  readonly rightName: string;
  readonly otherName: string;
  /** Whether the hop speaks TLS. */
  readonly tls: 'yes' | 'no' | 'unknown';
  /** What servers' keys are, where nothing else is said of them: RSA for an nginx that offers no cipher with ECDSA. */
  readonly serverKey: 'ec' | 'rsa2048';
  /** Whether nginx sends a server name. */
  readonly namesItself: boolean;
  /** Whether nginx has a certificate of its own to show. */
  readonly client: boolean;
  /** Whether nginx checks revocation lists here. */
  readonly crl: boolean;
}

/** Kinds, and every certificate that they need. */
export interface Kinds {
  readonly kinds: readonly Kind[];
  readonly certificates: Readonly<Record<string, Certificate>>;
}

/** What an upstream behind this protocol speaks. */
export function applicationOf(protocol: HopProtocol): Application {
  if (protocol === 'grpc') return 'http2';
  return protocol === 'proxy' ? 'http1' : protocol;
}

/** The behaviour with the application that the protocol needs. */
export function speaking(behaviour: Behaviour, protocol: HopProtocol): Behaviour {
  if ((behaviour.type !== 'tls' && behaviour.type !== 'plain') || behaviour.application !== 'http1') return behaviour;
  if (behaviour.type === 'tls' && behaviour.alpn?.includes('http/1.1')) return behaviour;
  return { ...behaviour, application: applicationOf(protocol) };
}

/** Every world of these causes that can be one of this hop. */
export function kindsOf(causes: readonly Cause[], fitting: Fitting): Kinds {
  const certificates = new Map<string, Certificate>(Object.entries(fitting.trust.certificates));
  for (const [id, certificate] of certificates) {
    const name = certificate.dns.includes(castName) ? fitting.rightName : castName;
    certificates.set(id, renamed(certificate, name));
  }
  const kinds = causes.flatMap((cause) =>
    [...cause.worlds, ...furtherWorlds(cause.id, fitting)]
      .filter((world) => isPossible(world, fitting))
      .flatMap((world) => kindOf(cause, world, fitting, certificates) ?? []),
  );
  return { kinds, certificates: needed(kinds, fitting.trust, certificates) };
}

/** Players issue each certificate of a table, once for each table: no more than what is presented, trusted or listed. */
function needed(
  kinds: readonly Kind[],
  { chain, trusted, root }: Trust,
  certificates: ReadonlyMap<string, Certificate>,
): Readonly<Record<string, Certificate>> {
  const shown = kinds.flatMap(({ behaviour, repaired, trusted: also, anchors, crl, client }) => [
    ...shownBy(behaviour),
    ...shownBy(repaired),
    ...also,
    ...anchors,
    ...(crl?.crlOf ?? []),
    ...(client === undefined ? [] : [client]),
  ]);
  const always = ['client', 'foreign-client', 'good leaf', ...chain, ...trusted, root];
  return withIssuers([...always, ...shown], Object.fromEntries(certificates));
}

function isPossible(world: CauseWorld, { protocol, tls, crl, client, namesItself }: Fitting): boolean {
  if (world.protocols !== undefined && !world.protocols.includes(protocol)) return false;
  if (world.refused === true || world.unresolved === true) return false;
  if (tls !== 'unknown' && (world.plain === true) === (tls === 'yes')) return false;
  if (world.settings.certificate !== undefined && !client) return false;
  // That a wrong name is sent takes one that is sent.
  const choosy = world.upstream.type === 'tls' && world.upstream.withoutServerName !== undefined;
  if (choosy && isAnother(world.settings.name) && !namesItself) return false;
  return world.settings.crl === undefined || crl;
}

function kindOf(
  cause: Cause,
  world: CauseWorld,
  { trust, protocol, rightName, otherName, serverKey }: Fitting,
  certificates: Map<string, Certificate>,
): Kind | undefined {
  const id = `${cause.id}/${world.id}`;
  const name = isAnother(world.settings.name) ? otherName : rightName;
  const content = certificatesIn(world.files?.[world.settings.trusted_certificate ?? castTrustFile]) ?? ['root'];
  const ordinary = content.length === 1 && content[0] === 'root';
  const standing: Readonly<Record<string, string>> | undefined = ordinary
    ? trust.standingFor
    : trust.known
      ? likeIn(trust, content, world)
      : {};
  if (standing === undefined) return undefined;
  const own = world.certificates ?? {};
  const ecdsa = serverKey !== 'ec' && world.upstream.type === 'tls' && /ECDSA/.test(world.upstream.ciphers ?? '');
  const add = (wanted: string): string => {
    const stands = standing[wanted];
    if (stands !== undefined) return stands;
    const certificate = own[wanted] ?? cast[wanted];
    if (certificate === undefined) return wanted;
    const named = certificate.dns.includes(castName);
    const key = [
      ecdsa ? ecdsaOnly : '',
      ordinary ? (wanted in own ? `${cause.id}:` : '') : `${cause.id}.${world.id}:`,
      named && name !== rightName ? 'other:' : '',
      wanted,
    ].join('');
    if (!certificates.has(key)) {
      certificates.set(key, renamed(certificate, name));
      certificates.set(key, { ...renamed(certificate, name), issuer: add(certificate.issuer) });
    }
    return key;
  };
  const fitted = (behaviour: Behaviour): Behaviour => speaking(reissued(behaviour, add), protocol);
  const behaviour = fitted(withForeignClientCa(world));
  const trusted = ordinary || trust.known ? [] : content.map(add);
  const faulty = ownClient(world);
  const answer = certificatesIn(world.files?.[world.answers?.['ca-path'] ?? '']);
  return {
    id,
    cause: cause.id,
    world,
    behaviour,
    repaired: world.repaired === undefined ? undefined : fitted(world.repaired),
    name,
    trusted,
    anchors: [
      ...new Set([
        ...(answer ?? []).map(add),
        ...rootsOf(world.repaired === undefined ? behaviour : fitted(world.repaired), certificates),
      ]),
    ],
    crl: revocationLists(world, add),
    client: faulty === undefined ? undefined : add(faulty),
  };
}

/** What the id of a certificate begins with whose key is EC in any case: no other fits the upstream's ciphers. */
export const ecdsaOnly = 'ECDSA:';

/** The name in force is a literal one, and not the upstream's. */
function isAnother(setting: string | undefined): boolean {
  return setting !== undefined && setting !== castName && /^[\w.-]+$/.test(setting);
}

function certificatesIn(content: FileContent | undefined): readonly string[] | undefined {
  return typeof content === 'object' && 'certificates' in content ? content.certificates : undefined;
}

const renamed = (certificate: Certificate, name: string): Certificate => ({
  ...certificate,
  subject: certificate.subject === castName ? name : certificate.subject,
  dns: certificate.dns.map((one) => (one === castName ? name : one)),
});

/** What of the user's bundle is of the same sort as what the world's bundle holds; undefined where something is missing. */
function likeIn(trust: Trust, content: readonly string[], world: CauseWorld): Record<string, string> | undefined {
  const standing: Record<string, string> = {};
  for (const wanted of content) {
    const model = world.certificates?.[wanted] ?? cast[wanted];
    if (model === undefined) return undefined;
    const found = trust.trusted.find((id) => {
      const certificate = trust.certificates[id];
      if (certificate === undefined || Object.values(standing).includes(id)) return false;
      if (sortOf(id, certificate) !== sortOf(wanted, model)) return false;
      return (
        standing[model.issuer] === undefined || wanted === model.issuer || standing[model.issuer] === certificate.issuer
      );
    });
    const certificate = found === undefined ? undefined : trust.certificates[found];
    if (found === undefined || certificate === undefined) return undefined;
    standing[wanted] = found;
    if (model.issuer !== wanted && standing[model.issuer] === undefined && !content.includes(model.issuer))
      standing[model.issuer] = certificate.issuer;
  }
  return standing;
}

function sortOf(id: string, { issuer, ca, validTo }: Certificate): string {
  return [issuer === id, ca, validTo < 0].join(' ');
}

function reissued(behaviour: Behaviour, add: (id: string) => string): Behaviour {
  if (behaviour.type !== 'tls') return behaviour;
  const { withoutServerName, byServerName, clientCertificate } = behaviour;
  return {
    ...behaviour,
    chain: behaviour.chain.map(add),
    ...(withoutServerName?.act === 'present'
      ? { withoutServerName: { act: 'present', chain: withoutServerName.chain.map(add) } }
      : {}),
    ...(byServerName === undefined
      ? {}
      : {
          byServerName: Object.fromEntries(Object.entries(byServerName).map(([name, chain]) => [name, chain.map(add)])),
        }),
    ...(clientCertificate === undefined
      ? {}
      : { clientCertificate: { ...clientCertificate, trusted: clientCertificate.trusted.map(add) } }),
  };
}

/** The certificate of nginx's own, where its fault is one that the world describes. */
function ownClient({ settings, files, certificates }: CauseWorld): string | undefined {
  const [shown = ''] = certificatesIn(files?.[settings.certificate ?? '']) ?? [];
  return certificates?.[shown] === undefined ? undefined : shown;
}

/** nginx's own certificate mostly stays as it is; that its CA is not accepted is made the upstream's doing. */
function withForeignClientCa(world: CauseWorld): Behaviour {
  const { upstream, settings, files } = world;
  if (upstream.type !== 'tls' || upstream.clientCertificate === undefined || settings.certificate === undefined)
    return upstream;
  const shown = certificatesIn(files?.[settings.certificate])?.[0] ?? 'client';
  if (shown === 'client' || ownClient(world) !== undefined) return upstream;
  return { ...upstream, clientCertificate: { ...upstream.clientCertificate, trusted: ['foreign-root'] } };
}

function revocationLists({ files, settings }: CauseWorld, add: (id: string) => string): Kind['crl'] {
  const content = settings.crl === undefined ? undefined : files?.[settings.crl];
  if (typeof content !== 'object' || !('crlOf' in content)) return undefined;
  return { ...content, crlOf: content.crlOf.map(add) };
}

/** Every certificate that an upstream shows or asks about. */
export function shownBy(behaviour: Behaviour | undefined): readonly string[] {
  if (behaviour?.type !== 'tls') return [];
  const { chain, withoutServerName, byServerName, clientCertificate } = behaviour;
  return [
    ...chain,
    ...(withoutServerName?.act === 'present' ? withoutServerName.chain : []),
    ...Object.values(byServerName ?? {}).flat(),
    ...(clientCertificate?.trusted ?? []),
  ];
}

/** These certificates of a table and whoever issued them, with the listener's. */
export function withIssuers(
  ids: readonly string[],
  table: Readonly<Record<string, Certificate>>,
): Readonly<Record<string, Certificate>> {
  const found: Record<string, Certificate> = { ...listenerCertificates };
  const left = [...ids];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const certificate = table[id];
    if (certificate === undefined || found[id] !== undefined) continue;
    found[id] = certificate;
    left.push(certificate.issuer);
  }
  return found;
}

const listenerCertificates: Readonly<Record<string, Certificate>> = {
  'stand-in listener': serverCertificate('stand-in.invalid', 'stand-in listener', { dns: ['stand-in.invalid'] }),
};

/** The self-signed certificates that a chain ends in. */
function rootsOf(behaviour: Behaviour, certificates: ReadonlyMap<string, Certificate>): readonly string[] {
  if (behaviour.type !== 'tls') return [];
  let [id = ''] = behaviour.chain;
  for (let steps = 0; steps < 20; steps += 1) {
    const issuer = certificates.get(id)?.issuer;
    if (issuer === undefined || issuer === id) return [id];
    id = issuer;
  }
  return [];
}

/** An upstream that accepts whatever nginx may rightly ask: its name, every protocol, nothing demanded. */
export function faultlessFor(chain: readonly string[], protocol: HopProtocol, tls: Fitting['tls']): Behaviour {
  if (tls === 'no') return { type: 'plain', application: applicationOf(protocol) };
  const server: TlsServer = {
    ...faultless,
    chain,
    protocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
    securityLevel: 0,
  };
  return speaking(server, protocol);
}

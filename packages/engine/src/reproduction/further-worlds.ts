import type { CauseWorld } from '../causes/cause.js';
import { authority, castName, faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import type { Certificate, Protocol } from '../worlds/world.js';

/** Whoever does not name the upstream is shown another certificate, of whatever kind servers keep for that. */
function fallback(id: string, chain: readonly string[]): CauseWorld {
  return {
    id,
    upstream: { ...faultless, withoutServerName: { act: 'present', chain } },
    certificates: { 'expired-fallback': serverCertificate(castName, 'root', { validFrom: -400, validTo: -30 }) },
    settings: { ...verifiedSettings, server_name: 'off' },
  };
}

/** What of a hop's own settings a world has to go by. */
export interface Around {
  /** The verify depth in force; undefined where it is not known. */
  readonly depth: number | undefined;
  /** The words of its own cipher list where that is short; undefined where it has none. */
  readonly ciphers: readonly string[] | undefined;
}

/** A depth above which no chain is believed to be too long. */
const deepest = 8;

/**
 * Chains with one intermediate more than the depth in force allows, where the cause's own worlds have too few. The code is 20,
 * or 2 where the last certificate that nginx still looks at came from the trusted file (build_chain in x509_vfy.c).
 */
function deeper({ depth = 2 }: Pick<Around, 'depth'>): readonly CauseWorld[] {
  if (depth > deepest) return [];
  const levels = Array.from({ length: depth + 1 }, (_, index) => index + 1);
  const idOf = (level: number): string => (level === 1 ? 'intermediate' : `intermediate-${level}`);
  const certificates = Object.fromEntries([
    ...levels
      .slice(2)
      .map((level) => [idOf(level), authority(`Example Issuing CA ${level}`, idOf(level - 1))] as const),
    ['deeper-leaf', serverCertificate(castName, idOf(depth + 1))],
  ]);
  const upstream = { ...faultless, chain: ['deeper-leaf', ...levels.map(idOf).reverse()] };
  return [
    ...(depth < 2 ? [] : [{ id: 'deeper', upstream, certificates, settings: verifiedSettings }]),
    {
      id: 'deeper-intermediate-in-bundle',
      upstream,
      certificates,
      settings: { ...verifiedSettings, trusted_certificate: 'tls/bundle.pem' },
      files: { 'tls/bundle.pem': { certificates: ['root', 'intermediate'] } },
    },
  ];
}

/** Servers that have every cipher but those of the hop's own list, or a certificate of the kind of key that none of these is for. */
function outsideTheList({ ciphers }: Pick<Around, 'ciphers'>): readonly CauseWorld[] {
  if (ciphers === undefined) return [];
  const server = { ...faultless, protocols: ['TLSv1.2'] } as const;
  const without = ['DEFAULT', ...ciphers.map((word) => `!${word}`)].join(':');
  return [
    // A word that stands for many may leave nothing for the key that servers have.
    ...(ciphers.every((word) => word.includes('-'))
      ? [{ id: 'all-but-the-list', upstream: { ...server, ciphers: without }, settings: verifiedSettings }]
      : []),
    {
      id: 'rsa-certificate',
      upstream: { ...server, chain: ['rsa-leaf', 'intermediate'] },
      certificates: { 'rsa-leaf': serverCertificate(castName, 'intermediate', { key: 'rsa2048' }) },
      settings: verifiedSettings,
    },
    { id: 'ecdsa-certificate', upstream: { ...server, ciphers: 'aECDSA' }, settings: verifiedSettings },
  ];
}

/** A client certificate that the upstream's CA issued, and that it refuses for another reason. */
function refusedClient(id: string, protocol: Protocol, fault: Partial<Certificate>): CauseWorld {
  return {
    id: protocol === 'TLSv1.3' ? `${id}-tls13` : id,
    upstream: {
      ...faultless,
      implementation: 'openssl',
      protocols: [protocol],
      clientCertificate: { mode: 'required', trusted: ['root'] },
    },
    certificates: { [`${id}-client`]: { ...serverCertificate('nginx client', 'root', { dns: [] }), ...fault } },
    settings: { ...verifiedSettings, certificate: 'tls/client.pem' },
    files: { 'tls/client.pem': { certificates: [`${id}-client`] } },
  };
}

/** A refusal of the client certificate that is told by its alert alone: lists that only the upstream has, or another library's words. */
function refusedBy(id: string, alert: number): CauseWorld {
  return {
    id,
    upstream: { type: 'alert', alert },
    settings: { ...verifiedSettings, certificate: 'tls/client.pem' },
    repaired: { ...faultless, clientCertificate: { mode: 'required', trusted: ['root'] } },
  };
}

/**
 * Worlds that explain a line as well as those of the causes do, but in which the line alone would not lead to the cause, or
 * which go by the hop's own settings. A cause is not ruled out because only its ordinary worlds write another line.
 */
export function furtherWorlds(cause: string, around: Around): readonly CauseWorld[] {
  return [...(fixedWorlds[cause] ?? []), ...(fitted[cause]?.(around) ?? [])];
}

/** The worlds of these causes go by the hop. */
const fitted: Readonly<Record<string, (around: Around) => readonly CauseWorld[]>> = {
  'chain-too-long': deeper,
  'cipher-mismatch': outsideTheList,
};

const fixedWorlds: Readonly<Record<string, readonly CauseWorld[]>> = {
  'sni-required': [
    fallback('fallback-self-signed', ['fallback']),
    fallback('fallback-of-a-stranger', ['foreign-leaf']),
    fallback('fallback-of-a-stranger-whole', ['foreign-leaf', 'foreign-root']),
    fallback('fallback-expired', ['expired-fallback']),
  ],
  'plain-http-to-tls-port': [
    { id: 'grpc-closes', upstream: faultless, settings: {}, plain: true, protocols: ['grpc', 'uwsgi'] },
  ],
  'missing-intermediate': [
    {
      id: 'upper-missing',
      upstream: { ...faultless, chain: ['deep-leaf', 'intermediate-2'] },
      settings: verifiedSettings,
      files: { 'tls/bundle.pem': { certificates: ['root', 'intermediate'] } },
      answers: { 'ca-path': 'tls/bundle.pem' },
    },
  ],
  'cipher-mismatch': [
    {
      id: 'none-of-the-defaults',
      // Ciphers without encryption are in no list that does not ask for them: they stand for RC4 and 3DES, which OpenSSL 3 lacks.
      upstream: { ...faultless, protocols: ['TLSv1.2'], ciphers: 'ECDHE-ECDSA-NULL-SHA', securityLevel: 0 },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  'client-certificate-rejected': [
    // The alerts are those of ssl_x509err2alert in OpenSSL's ssl/statem/statem_lib.c: 45, 42 and 43.
    ...(['TLSv1.2', 'TLSv1.3'] as const).flatMap((protocol) => [
      refusedClient('expired', protocol, { validFrom: -400, validTo: -2, extendedKeyUsage: ['clientAuth'] }),
      refusedClient('not-yet-valid', protocol, { validFrom: 2, extendedKeyUsage: ['clientAuth'] }),
      refusedClient('for-servers-only', protocol, { extendedKeyUsage: ['serverAuth'] }),
    ]),
    refusedBy('revoked', 44),
    // Java's answer to whatever it does not trust.
    refusedBy('certificate-unknown', 46),
    {
      id: 'closes',
      upstream: {
        ...faultless,
        protocols: ['TLSv1.2'],
        clientCertificate: { mode: 'required', trusted: ['foreign-root'] },
      },
      settings: { ...verifiedSettings, certificate: 'tls/client.pem' },
    },
    {
      id: 'closes-tls13',
      // nginx's handshake is done by then: the line is of the response.
      upstream: {
        ...faultless,
        protocols: ['TLSv1.3'],
        clientCertificate: { mode: 'required', trusted: ['foreign-root'] },
      },
      settings: { ...verifiedSettings, certificate: 'tls/client.pem' },
    },
    {
      id: 'tls13',
      upstream: {
        ...faultless,
        implementation: 'openssl',
        protocols: ['TLSv1.3'],
        clientCertificate: { mode: 'required', trusted: ['foreign-root'] },
      },
      settings: { ...verifiedSettings, certificate: 'tls/client.pem' },
    },
  ],
  'client-certificate-required': [
    {
      id: 'openssl-tls12',
      upstream: {
        ...faultless,
        implementation: 'openssl',
        protocols: ['TLSv1.2'],
        clientCertificate: { mode: 'required', trusted: ['root'] },
      },
      settings: verifiedSettings,
    },
    {
      id: 'openssl-tls13',
      upstream: {
        ...faultless,
        implementation: 'openssl',
        protocols: ['TLSv1.3'],
        clientCertificate: { mode: 'required', trusted: ['root'] },
      },
      settings: verifiedSettings,
    },
  ],
};

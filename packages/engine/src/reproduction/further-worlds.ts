import type { CauseWorld } from '../causes/cause.js';
import { authority, castName, faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';

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
}

/** A depth above which no chain is believed to be too long. */
const deepest = 8;

/**
 * Chains with one intermediate more than the depth in force allows, where the cause's own worlds have too few. The code is 20,
 * or 2 where the last certificate that nginx still looks at came from the trusted file (build_chain in x509_vfy.c).
 */
function deeper({ depth = 2 }: Around): readonly CauseWorld[] {
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
};

const fixedWorlds: Readonly<Record<string, readonly CauseWorld[]>> = {
  'sni-required': [
    fallback('fallback-self-signed', ['fallback']),
    fallback('fallback-of-a-stranger', ['foreign-leaf']),
    fallback('fallback-of-a-stranger-whole', ['foreign-leaf', 'foreign-root']),
    fallback('fallback-expired', ['expired-fallback']),
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
      // OpenSSL has AES-CCM, and leaves it out of DEFAULT (SSL_NOT_DEFAULT in ssl/s3_lib.c).
      upstream: { ...faultless, protocols: ['TLSv1.2'], ciphers: 'ECDHE-ECDSA-AES256-CCM' },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  'client-certificate-rejected': [
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

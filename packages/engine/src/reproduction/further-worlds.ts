import type { CauseWorld } from '../causes/cause.js';
import { castName, faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';

/** Whoever does not name the upstream is shown another certificate, of whatever kind servers keep for that. */
function fallback(id: string, chain: readonly string[]): CauseWorld {
  return {
    id,
    upstream: { ...faultless, withoutServerName: { act: 'present', chain } },
    certificates: { 'expired-fallback': serverCertificate(castName, 'root', { validFrom: -400, validTo: -30 }) },
    settings: { ...verifiedSettings, server_name: 'off' },
  };
}

/**
 * Worlds that explain a line as well as those of the causes do, but in which the line alone would not lead to the cause.
 * A cause is not ruled out because only its ordinary worlds write another line.
 */
export const furtherWorlds: Readonly<Record<string, readonly CauseWorld[]>> = {
  'sni-required': [
    fallback('fallback-self-signed', ['fallback']),
    fallback('fallback-of-a-stranger', ['foreign-leaf']),
    fallback('fallback-of-a-stranger-whole', ['foreign-leaf', 'foreign-root']),
    fallback('fallback-expired', ['expired-fallback']),
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

import type { CauseWorld } from '../causes/cause.js';
import { faultless, verifiedSettings } from '../worlds/cast.js';

/**
 * Worlds that explain a line as well as those of the causes do, but in which the line alone would not lead to the cause.
 * A cause is not ruled out because only its ordinary worlds write another line.
 */
export const furtherWorlds: Readonly<Record<string, readonly CauseWorld[]>> = {
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

// A cause is registered by standing here; a test holds this list against the folder.
import alpnMismatch from './alpn-mismatch.js';
import type { Cause } from './cause.js';
import certificateExpired from './certificate-expired.js';
import certificateNotYetValid from './certificate-not-yet-valid.js';
import certificateRevoked from './certificate-revoked.js';
import chainTooLong from './chain-too-long.js';
import cipherMismatch from './cipher-mismatch.js';
import clientCertificateRejected from './client-certificate-rejected.js';
import clientCertificateRequired from './client-certificate-required.js';
import clientCertificateUnloadable from './client-certificate-unloadable.js';
import clientKeyMismatch from './client-key-mismatch.js';
import clientSideHandshake from './client-side-handshake.js';
import connectTimeout from './connect-timeout.js';
import connectionRefused from './connection-refused.js';
import connectionReset from './connection-reset.js';
import crlExpired from './crl-expired.js';
import crlUnavailable from './crl-unavailable.js';
import handshakeTimeout from './handshake-timeout.js';
import hostNotFound from './host-not-found.js';
import invalidCa from './invalid-ca.js';
import invalidPurpose from './invalid-purpose.js';
import legacyRenegotiation from './legacy-renegotiation.js';
import missingIntermediate from './missing-intermediate.js';
import nameConstraintViolated from './name-constraint-violated.js';
import nameMismatch from './name-mismatch.js';
import noLiveUpstreams from './no-live-upstreams.js';
import pathLengthExceeded from './path-length-exceeded.js';
import plainHttpToTlsPort from './plain-http-to-tls-port.js';
import protocolMismatch from './protocol-mismatch.js';
import sessionReuseBroken from './session-reuse-broken.js';
import sniRequired from './sni-required.js';
import trustedCertificateMissing from './trusted-certificate-missing.js';
import trustedCertificateUnreadable from './trusted-certificate-unreadable.js';
import untrustedIssuer from './untrusted-issuer.js';
import untrustedRoot from './untrusted-root.js';
import untrustedSelfSigned from './untrusted-self-signed.js';
import upstreamClosed from './upstream-closed.js';
import upstreamClosedEarly from './upstream-closed-early.js';
import upstreamNotTls from './upstream-not-tls.js';
import weakCertificate from './weak-certificate.js';

/** Every cause, by name. */
export const causes: readonly Cause[] = [
  alpnMismatch,
  certificateExpired,
  certificateNotYetValid,
  certificateRevoked,
  chainTooLong,
  cipherMismatch,
  clientCertificateRejected,
  clientCertificateRequired,
  clientCertificateUnloadable,
  clientKeyMismatch,
  clientSideHandshake,
  connectTimeout,
  connectionRefused,
  connectionReset,
  crlExpired,
  crlUnavailable,
  handshakeTimeout,
  hostNotFound,
  invalidCa,
  invalidPurpose,
  legacyRenegotiation,
  missingIntermediate,
  nameConstraintViolated,
  nameMismatch,
  noLiveUpstreams,
  pathLengthExceeded,
  plainHttpToTlsPort,
  protocolMismatch,
  sessionReuseBroken,
  sniRequired,
  trustedCertificateMissing,
  trustedCertificateUnreadable,
  untrustedIssuer,
  untrustedRoot,
  untrustedSelfSigned,
  upstreamClosed,
  upstreamClosedEarly,
  upstreamNotTls,
  weakCertificate,
];

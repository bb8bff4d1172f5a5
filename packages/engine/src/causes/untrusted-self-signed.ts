import { castName, faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { decides, serverNameDecides, showDates, withServerName } from './evidence/commands.js';
import { serverNameState, verifies } from './evidence/hop-state.js';
import { isUndecided, verifyCode } from './evidence/signature.js';
import { certain, chain, directive, likely, line, possible } from './evidence/verdict.js';

export default defineCause({
  id: 'untrusted-self-signed',
  title: 'The upstream’s certificate is self-signed, and nginx does not trust it',
  stage: 'verify',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'The upstream presents a certificate that it signed itself. nginx verifies this hop, and that certificate is not in the file that proxy_ssl_trusted_certificate names. nginx has no default trust store, so the certificate itself has to be put there, after its fingerprint was compared out of band.',

  detect(given) {
    const { hop, assessment } = given;
    const presented = assessment?.selfSignedLeaf === true ? chain('the presented leaf is its own issuer') : undefined;
    if (verifyCode(given) === 18) {
      const said = line(given, 'OpenSSL verify code 18: the first certificate is self-signed and not trusted');
      if (presented !== undefined && serverNameState(hop) === 'sent') return certain([said, presented]);
      if (serverNameState(hop) === 'sent') return certain([said], 0.4);
      return likely([said, presented], [serverNameDecides(given)], 0.7);
    }
    if (!isUndecided(given) || (assessment !== undefined && !assessment.selfSignedLeaf)) return undefined;
    const state = verifies(hop);
    if (state === 'no') return undefined;
    if (state === 'yes')
      return possible(
        [presented ?? line(given, 'the handshake failed, and the line does not say why')],
        [showDates(given)],
        0.7,
      );
    const bare =
      'a self-signed certificate explains this only if an enclosing block turns verification on: nginx does not verify by default, and nothing given here does';
    return possible(
      [hop === undefined ? line(given, bare) : directive(hop.tls.verify, bare), presented],
      [
        decides('whether an enclosing server or http block turns it on', 'nginx -T | grep -n proxy_ssl_verify'),
        decides(
          'whether the certificate is self-signed: subject (s:) and issuer (i:) are the same',
          withServerName(given),
        ),
      ],
      0.6,
    );
  },

  repair: () => [
    {
      type: 'ask',
      setting: 'trusted_certificate',
      need: 'ca-path',
      why: 'names the file that holds the upstream’s own certificate: a self-signed certificate is its own trust anchor',
    },
  ],
  unverifiedHelps: true,
  remedy: () => [
    {
      who: 'the upstream’s owner',
      what: 'hand over the certificate with its SHA-256 fingerprint out of band, or replace it by one from your internal CA',
    },
  ],
  confirm: (given) => [showDates(given)],
  prevention:
    'Issue upstream certificates from an internal CA, so that one root in nginx covers all of them and renewals need no change.',
  worlds: [
    {
      id: 'self-signed',
      upstream: { ...faultless, chain: ['self-signed'] },
      settings: verifiedSettings,
      answers: { 'ca-path': 'tls/self-signed.pem' },
      files: { 'tls/self-signed.pem': { certificates: ['self-signed'] } },
    },
    {
      id: 'self-signed-ca',
      upstream: { ...faultless, implementation: 'nginx', chain: ['self-signed-ca'] },
      certificates: {
        // Without digitalSignature its elliptic key could not serve TLS at all.
        'self-signed-ca': serverCertificate(castName, 'self-signed-ca', {
          ca: true,
          keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
        }),
      },
      settings: verifiedSettings,
      files: { 'tls/self-signed.pem': { certificates: ['self-signed-ca'] } },
      answers: { 'ca-path': 'tls/self-signed.pem' },
    },
  ],
  examples: [{ log: 'verify-18.log', config: 'verified.conf', confidence: 'certain' }],
});

import { faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { fileWord, showDates } from './evidence/commands.js';
import { verifyCode } from './evidence/signature.js';
import { certain, directive, line } from './evidence/verdict.js';

export default defineCause({
  id: 'certificate-revoked',
  title: 'The upstream’s certificate has been revoked',
  stage: 'verify',
  impact: { threat: 'high', downtime: 'high', minutesToFix: [30, 240] },
  explanation:
    'The list that proxy_ssl_crl names says that this certificate, or one above it, was revoked by its CA. That is what the list is for: treat the key as stolen until its owner says otherwise.',

  detect(given) {
    if (verifyCode(given) !== 23) return undefined;
    return certain([
      line(given, 'OpenSSL verify code 23: the CA has revoked the certificate'),
      given.hop === undefined
        ? undefined
        : directive(given.hop.tls.crl, `revocation list in force: ${given.hop.tls.crl.value ?? 'none seen'}`),
    ]);
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'ask the CA why it was revoked, replace key and certificate, reload; keep proxy_ssl_crl as it is',
      command: `${showDates(given)} -serial`,
    },
    {
      who: 'you, meanwhile',
      what: 'serve from other peers, or an error page. Removing the list would trust a key that may be stolen',
    },
  ],
  confirm: (given) => [
    `openssl crl -in ${fileWord(given.hop?.tls.crl.value, 'CRL.pem')} -noout -text | grep -A2 "Serial Number"`,
    `${showDates(given)} -serial`,
  ],
  prevention:
    'Let the CA tell the certificate’s owner before it publishes a revocation, and watch upstream serials against the list.',
  worlds: [
    {
      id: 'revoked-leaf',
      upstream: { ...faultless, chain: ['revoked-leaf', 'intermediate'] },
      certificates: { 'revoked-leaf': serverCertificate('payments.internal', 'intermediate', { revoked: true }) },
      files: { 'tls/crl.pem': { crlOf: ['root', 'intermediate'] } },
      settings: { ...verifiedSettings, crl: 'tls/crl.pem' },
      repaired: faultless,
    },
  ],
  examples: [{ log: 'verify-23.log', config: 'crl.conf', confidence: 'certain' }],
});

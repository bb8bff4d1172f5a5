import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { certain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'client-key-mismatch',
  title: 'nginx’s client certificate and private key do not belong together',
  stage: 'config',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'proxy_ssl_certificate_key names a key that is not the certificate’s, or no key is named at all. Mostly one of the two was renewed and the other was not. nginx refuses to start or to reload.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind !== 'config') return undefined;
    if (signature.reason === 'key-mismatch') {
      const listener =
        signature.file !== undefined &&
        given.directivesNaming(signature.file).length > 0 &&
        given.directivesNaming(signature.file).every((one) => one.directive.startsWith('ssl_'));
      return listener ? undefined : certain([line(given, 'key values mismatch')]);
    }
    return signature.reason === 'key-undefined'
      ? certain([line(given, 'a client certificate is set without its key')])
      : undefined;
  },

  repair({ incident: { signature } }) {
    const key = {
      type: 'ask',
      setting: 'certificate_key',
      need: 'client-key',
      why: 'the private key of the certificate',
    } as const;
    // Without a key, the certificate may well be the right one.
    if (signature.kind === 'config' && signature.reason === 'key-undefined') return [key];
    const both = 'a certificate and a key that belong together';
    return [{ type: 'ask', setting: 'certificate', need: 'client-certificate', why: both }, key];
  },
  unverifiedHelps: false,
  remedy: () => [],
  confirm: () => [
    'openssl x509 -noout -pubkey -in CERT ; openssl pkey -pubout -in KEY  # both must print the same',
    'nginx -t',
  ],
  prevention: 'Replace certificate and key in one step, and run nginx -t before reloading.',
  worlds: [
    {
      id: 'foreign-key',
      upstream: faultless,
      settings: { ...verifiedSettings, certificate: 'tls/client.pem', certificate_key: 'tls/foreign.key' },
      files: {
        'tls/client.pem': { certificates: ['client'] },
        'tls/foreign.key': { keyOf: 'foreign-client' },
        'tls/client.key': { keyOf: 'client' },
      },
      answers: { 'client-certificate': 'tls/client.pem', 'client-key': 'tls/client.key' },
      refused: true,
    },
  ],
  examples: [{ log: 'key-mismatch.log', config: 'mtls.conf', confidence: 'certain' }],
});

import { castName, faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { isSet } from './evidence/hop-state.js';
import { certain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'trusted-certificate-missing',
  title: 'Verification is on, and nginx has no CA file for it',
  stage: 'config',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'proxy_ssl_verify is on without proxy_ssl_trusted_certificate in force, or the file that it names does not exist. nginx has no default trust store and refuses to start or to reload; a running nginx goes on with its old configuration.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind !== 'config') return undefined;
    if (signature.reason === 'no-trusted-certificate')
      return certain([line(given, 'no trusted certificate is in force where verification is on')]);
    if (signature.file === undefined) return undefined;
    const named = given.directivesNaming(signature.file).find((one) => one.directive.endsWith('_trusted_certificate'));
    const where =
      named === undefined
        ? undefined
        : {
            kind: 'config' as const,
            text: `${named.directive} names ${signature.file}`,
            file: named.file,
            line: named.line,
          };
    if (signature.reason === 'trusted-certificate-missing')
      return certain([line(given, `${signature.file} does not exist`), where]);
    // nginx 1.27 and later report any certificate file alike; the directive that names it tells.
    return signature.reason === 'certificate-missing' && where !== undefined
      ? certain([line(given, `${signature.file} does not exist`), where], 0.6)
      : undefined;
  },

  repair: () => [
    {
      type: 'ask',
      setting: 'trusted_certificate',
      need: 'ca-path',
      why: 'names a CA file that exists: nginx has no default trust store',
    },
  ],
  unverifiedHelps: true,
  remedy: () => [],
  confirm: (given) => [
    'nginx -t',
    ...(given.hop !== undefined && isSet(given.hop.tls.trustedCertificate)
      ? [`ls -l ${given.hop.tls.trustedCertificate.value}`]
      : []),
  ],
  prevention:
    'Run nginx -t on the host before each reload, and deploy CA files before the configuration that names them.',
  worlds: [
    {
      id: 'no-directive',
      upstream: faultless,
      settings: { verify: 'on', server_name: 'on', name: castName, verify_depth: '2' },
      refused: true,
    },
    {
      id: 'no-such-file',
      upstream: faultless,
      settings: { ...verifiedSettings, trusted_certificate: 'tls/nowhere.pem' },
      refused: true,
    },
  ],
  examples: [{ log: 'no-trusted.log', config: 'no-trusted.conf', confidence: 'certain' }],
});

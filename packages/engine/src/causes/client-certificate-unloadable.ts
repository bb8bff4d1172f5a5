import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './define.js';
import { certain, likely, line } from './verdict.js';

const reasons = new Set(['certificate-missing', 'certificate-unreadable', 'key-missing', 'key-unreadable']);
const ours = /^(proxy|grpc|uwsgi)_ssl_certificate(_key)?$/;

export default defineCause({
  id: 'client-certificate-unloadable',
  title: 'nginx can’t load its client certificate',
  stage: 'config',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'The file that proxy_ssl_certificate or proxy_ssl_certificate_key names does not exist, can’t be opened, or is no PEM. nginx refuses to start or to reload. Where a variable names it, nginx starts, and requests get 500.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind !== 'config' || !reasons.has(signature.reason)) return undefined;
    const said = line(given, `${signature.file ?? 'the file'} can’t be loaded`);
    const named = signature.file === undefined ? [] : given.directivesNaming(signature.file);
    const client = named.find((one) => ours.test(one.directive));
    if (client !== undefined)
      return certain([
        said,
        { kind: 'config', text: `${client.directive} names ${signature.file}`, file: client.file, line: client.line },
      ]);
    // The same line stands for a listener's ssl_certificate and for a CA file.
    return named.length > 0
      ? undefined
      : likely([said], [`nginx -T | grep -n "${signature.file ?? 'FILE'}" : which directive names it?`]);
  },

  repair: () => [
    { type: 'ask', setting: 'certificate', need: 'client-certificate', why: 'names a client certificate that exists' },
    { type: 'ask', setting: 'certificate_key', need: 'client-key', why: 'names its private key' },
  ],
  unverifiedHelps: false,
  remedy: () => [],
  confirm: () => ['nginx -t'],
  prevention: 'Deploy keys and certificates before the configuration that names them, and run nginx -t on the host.',
  worlds: [
    {
      id: 'no-such-file',
      upstream: faultless,
      settings: { ...verifiedSettings, certificate: 'tls/nowhere.pem', certificate_key: 'tls/nowhere.key' },
      files: { 'tls/client.pem': { certificates: ['client'] }, 'tls/client.key': { keyOf: 'client' } },
      answers: { 'client-certificate': 'tls/client.pem', 'client-key': 'tls/client.key' },
      refused: true,
    },
  ],
  examples: [{ log: 'client-unloadable.log', config: 'mtls.conf', confidence: 'certain' }],
});

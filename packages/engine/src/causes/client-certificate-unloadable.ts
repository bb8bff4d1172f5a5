import { faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { fileWord } from './evidence/commands.js';
import { isSet } from './evidence/hop-state.js';
import { certain, directive, likely, line } from './evidence/verdict.js';

const reasons = new Set(['certificate-missing', 'certificate-unreadable', 'key-missing', 'key-unreadable']);
const ours = /^(proxy|grpc|uwsgi)_ssl_certificate(_key)?$/;

export default defineCause({
  id: 'client-certificate-unloadable',
  title: 'nginx can’t load its client certificate',
  stage: 'config',
  impact: { threat: 'none', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'The file that proxy_ssl_certificate or proxy_ssl_certificate_key names does not exist, can’t be opened, is no PEM, or is a key whose passphrase proxy_ssl_password_file does not hold. nginx refuses to start or to reload. Where a variable names it, nginx starts, and requests get 500.',

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
        isEncrypted(given) ? passphrase(given) : undefined,
      ]);
    // The same line stands for a listener's ssl_certificate and for a CA file.
    return named.length > 0
      ? undefined
      : likely([said], [`nginx -T | grep -n "${signature.file ?? 'FILE'}" : which directive names it?`]);
  },

  /** Certificate and key belong together, so both are asked for. A key that is only locked needs its passphrase instead. */
  repair: (given) =>
    isEncrypted(given)
      ? undefined
      : [
          {
            type: 'ask',
            setting: 'certificate',
            need: 'client-certificate',
            why: 'names a client certificate that exists',
          },
          { type: 'ask', setting: 'certificate_key', need: 'client-key', why: 'names its private key' },
        ],
  unverifiedHelps: false,
  remedy: (given) =>
    isEncrypted(given)
      ? [
          {
            who: 'you',
            what: `put the passphrase into a file that only root can read and name it beside the key: ${given.hop?.tls.passwordFile.directive ?? 'proxy_ssl_password_file'} FILE. nginx reads it at start and asks nobody`,
            command: `openssl pkey -noout -passin file:FILE -in ${fileWord(keyFile(given), 'KEY')} && echo "the passphrase is right"`,
          },
        ]
      : [],
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

/** PEM_read_bio_PrivateKey() wanted a passphrase and got none, or a wrong one. */
function isEncrypted({ incident }: Case): boolean {
  return /problems getting password|bad password read|bad decrypt|maybe wrong password/.test(
    incident.events[0]?.message ?? '',
  );
}

function passphrase({ hop }: Case) {
  if (hop === undefined) return undefined;
  const { passwordFile } = hop.tls;
  return directive(
    passwordFile,
    isSet(passwordFile)
      ? `the key is encrypted, and ${passwordFile.value} does not hold its passphrase`
      : `the key is encrypted, and ${passwordFile.directive} is not set`,
  );
}

function keyFile({ incident: { signature } }: Case): string | undefined {
  return signature.kind === 'config' ? signature.file : undefined;
}

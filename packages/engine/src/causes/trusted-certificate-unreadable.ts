import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { fileWord } from './evidence/commands.js';
import { certain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'trusted-certificate-unreadable',
  title: 'nginx can’t read the CA file',
  stage: 'config',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'The file that proxy_ssl_trusted_certificate names is there, but nginx can’t use it: it is DER or empty instead of PEM, or nginx may not open it. nginx refuses to start or to reload.',

  detect(given) {
    const { signature } = given.incident;
    if (signature.kind !== 'config') return undefined;
    const said = line(given, `${signature.file ?? 'the file'} can’t be read as PEM certificates`);
    if (signature.reason === 'trusted-certificate-unreadable') return certain([said]);
    if (signature.reason !== 'certificate-unreadable' || signature.file === undefined) return undefined;
    const named = given.directivesNaming(signature.file).find((one) => one.directive.endsWith('_trusted_certificate'));
    return named === undefined
      ? undefined
      : certain(
          [said, { kind: 'config', text: `${named.directive} names it`, file: named.file, line: named.line }],
          0.6,
        );
  },

  repair: () => [
    { type: 'ask', setting: 'trusted_certificate', need: 'ca-path', why: 'names a CA file in PEM that nginx can read' },
  ],
  unverifiedHelps: true,
  remedy(given) {
    const { signature } = given.incident;
    const file = (signature.kind === 'config' ? signature.file : undefined) ?? 'CA.der';
    return [
      {
        who: 'you',
        what: 'convert the file from DER to PEM, or correct its mode and owner',
        command: `openssl x509 -inform der -in ${fileWord(file, 'CA.der')} -out ${fileWord(`${file}.pem`, 'CA.pem')} ; ls -l ${fileWord(file, 'CA.der')}`,
      },
    ];
  },
  confirm: () => ['nginx -t'],
  prevention: 'Check CA files with openssl x509 when they are deployed.',
  worlds: [
    {
      id: 'der',
      upstream: faultless,
      settings: { ...verifiedSettings, trusted_certificate: 'tls/ca.der' },
      files: { 'tls/ca.der': { certificates: ['root'], format: 'der' } },
      refused: true,
    },
  ],
  examples: [{ log: 'trusted-unreadable.log', config: 'verified.conf', confidence: 'certain' }],
});

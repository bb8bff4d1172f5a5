import { faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { fewCiphers } from './evidence/ciphers.js';
import { cipherDecides, clientCertificateDecides, serverNameDecides, withServerName } from './evidence/commands.js';
import { isSet, serverNameState } from './evidence/hop-state.js';
import { alert, isUndecided, sslReason } from './evidence/signature.js';
import { certain, directive, likely, line, possible } from './evidence/verdict.js';

const ours = new Set([
  'no-shared-cipher',
  'wrong-cipher-returned',
  'unknown-cipher-returned',
  'no-suitable-key-share',
  'bad-key-share',
  'wrong-curve',
  'unsupported-elliptic-curve',
  'no-shared-group',
  'no-shared-groups',
  'wrong-signature-type',
  'bad-ecpoint',
  'no-cipher-match',
]);
const upstreams = new Set([
  'dh-key-too-small',
  'modulus-too-small',
  'bad-dh-value',
  'dh-public-value-length-is-wrong',
  'no-shared-signature-algorithms',
  'no-shared-signature-algorithm',
]);

export default defineCause({
  id: 'cipher-mismatch',
  title: 'nginx and the upstream share no cipher',
  stage: 'handshake',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 30] },
  explanation:
    'proxy_ssl_ciphers (or a Ciphersuites command) narrows what nginx offers, and the upstream accepts none of it; or the upstream’s Diffie-Hellman parameters are too small for this host’s OpenSSL. The answer is mostly the plain alert 40, which a missing server name or client certificate gives too.',

  detect(given) {
    const number = alert(given);
    const reason = sslReason(given);
    const { hop } = given;
    const settings =
      hop === undefined
        ? []
        : [hop.tls.ciphers, hop.tls.confCommand].filter((one) => isSet(one) && one.value !== 'DEFAULT');
    const narrowed =
      settings[0] === undefined ? undefined : directive(settings[0], `${settings[0].directive} ${settings[0].value}`);
    if (isUnusable(given))
      return hop === undefined
        ? undefined
        : certain([
            line(given, 'OpenSSL on the nginx host knows no cipher of this list, so nginx does not start'),
            narrowed,
          ]);
    if (reason === 'no-ciphers-available')
      return certain([
        line(
          given,
          'OpenSSL on the nginx host allows none of the ciphers of this hop: the upstream was not even asked',
        ),
        narrowed,
      ]);
    if (reason !== undefined && upstreams.has(reason))
      return certain([line(given, 'OpenSSL refuses the upstream’s parameters: its Diffie-Hellman key is too small')]);
    if (reason !== undefined && ours.has(reason))
      return certain([line(given, 'no cipher, curve or signature algorithm in common'), narrowed], 0.6);
    if (number === 71)
      return certain([
        line(given, 'the upstream answered “insufficient security” (alert 71): it wants stronger ciphers'),
        narrowed,
      ]);
    if (number === 40 || number === 47) {
      const said = line(given, `alert ${number}`);
      const decidedBy = [
        cipherDecides(given),
        ...(serverNameState(hop) === 'sent' ? [] : [serverNameDecides(given)]),
        clientCertificateDecides(given),
      ];
      if (narrowed === undefined) return possible([said], decidedBy, 0.2);
      const few = fewCiphers(hop) !== undefined || (hop !== undefined && isSet(hop.tls.confCommand));
      if (!few) return possible([said, narrowed], decidedBy, 0.4);
      const why = line(
        given,
        `alert ${number} is what a server answers that has none of the ciphers offered, and nginx offers only those of its own list`,
      );
      return likely([why, narrowed], decidedBy, 0.8);
    }
    if (isUndecided(given) && narrowed !== undefined)
      return possible(
        [line(given, 'the handshake failed, and the line does not say why'), narrowed],
        [cipherDecides(given)],
        0.6,
      );
    return undefined;
  },

  repair(given) {
    const { hop } = given;
    const reason = sslReason(given);
    if (hop === undefined || (reason !== undefined && upstreams.has(reason))) return undefined;
    const changes = [];
    if (isSet(hop.tls.ciphers) && hop.tls.ciphers.value !== 'DEFAULT')
      changes.push({
        type: 'set',
        setting: 'ciphers',
        value: 'DEFAULT',
        why: 'offers OpenSSL’s default list, which its security level keeps free of weak ciphers',
      } as const);
    if (
      isSet(hop.tls.confCommand) &&
      /^(ciphersuites|cipherstring|groups|curves)\s/im.test(hop.tls.confCommand.value ?? '')
    )
      changes.push({
        type: 'remove',
        setting: 'conf_command',
        why: 'no longer narrows suites or groups by hand',
      } as const);
    return changes.length === 0 ? undefined : changes;
  },
  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'enable ECDHE with AES-GCM or ChaCha20; replace Diffie-Hellman parameters below 2048 bits',
      command: withServerName(given),
    },
  ],
  confirm: (given) => [withServerName(given)],
  prevention:
    'Leave proxy_ssl_ciphers at DEFAULT unless an upstream demands otherwise; ssl_ciphers is the listener’s and has no part in it.',
  worlds: [
    {
      id: 'one-cipher-each',
      upstream: { ...faultless, protocols: ['TLSv1.2'], ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' },
      settings: { ...verifiedSettings, protocols: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' },
    },
    {
      id: 'dh-1024',
      upstream: {
        ...faultless,
        implementation: 'openssl',
        chain: ['rsa-leaf', 'intermediate'],
        protocols: ['TLSv1.2'],
        ciphers: 'DHE-RSA-AES256-GCM-SHA384',
        dhBits: 1024,
        securityLevel: 0,
      },
      certificates: {
        'rsa-leaf': {
          subject: 'payments.internal',
          issuer: 'intermediate',
          ca: false,
          dns: ['payments.internal'],
          ip: [],
          validFrom: -1,
          validTo: 90,
          key: 'rsa2048',
          digest: 'sha256',
        },
      },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  examples: [
    { log: 'alert-40.log', config: 'ciphers.conf', confidence: 'likely' },
    { log: 'dh-small.log', config: 'verified.conf', confidence: 'certain' },
  ],
});

function isUnusable({ incident: { signature } }: Case): boolean {
  return signature.kind === 'config' && signature.reason === 'ciphers-unusable';
}

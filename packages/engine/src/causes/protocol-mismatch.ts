import { faultless, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { address, serverName } from './evidence/commands.js';
import { isSet } from './evidence/hop-state.js';
import { alert, isUndecided, sslReason } from './evidence/signature.js';
import { certain, directive, likely, line, possible } from './evidence/verdict.js';

/** Our own OpenSSL on the version in the ServerHello (ssl_choose_client_version). */
const chosenByUpstream = new Set([
  'unsupported-protocol',
  'version-too-low',
  'version-too-high',
  'wrong-ssl-version',
  'unsupported-ssl-version',
]);
const reasons = new Set([
  'tlsv1-alert-protocol-version',
  'legacy-sigalg-disallowed',
  'no-suitable-signature-algorithm',
]);

export default defineCause({
  id: 'protocol-mismatch',
  title: 'nginx and the upstream share no TLS version',
  stage: 'handshake',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 60] },
  explanation:
    'proxy_ssl_protocols at this hop and the versions that the upstream accepts do not meet. Before nginx 1.23.4 the default had no TLS 1.3, so an upstream that wants TLS 1.3 only refuses it; since then TLS 1.0 and 1.1 are gone from the default. An upstream with nothing newer than TLS 1.1 also fails on OpenSSL 3 with “legacy sigalg disallowed”, which looks like a matter of certificates and is not.',

  detect(given) {
    const number = alert(given);
    const reason = sslReason(given);
    const { hop } = given;
    const offered =
      hop === undefined
        ? undefined
        : directive(
            hop.tls.protocols,
            isSet(hop.tls.protocols)
              ? `${hop.tls.protocols.directive} ${hop.tls.protocols.value}`
              : `${hop.tls.protocols.directive} is not set: TLSv1.2 TLSv1.3 since nginx 1.23.4, TLSv1 to TLSv1.2 before`,
          );
    if (number === 70)
      return certain([
        line(given, 'the upstream answered alert 70: it accepts none of the TLS versions that nginx offers'),
        offered,
      ]);
    if (number === 86 || reason === 'inappropriate-fallback')
      return likely(
        [
          line(
            given,
            'one side took the handshake for a downgrade, though nginx never falls back: a gateway on the way, or the upstream, does not know the newest version that nginx offers',
          ),
          offered,
        ],
        tries(given),
        0.6,
      );
    if (reason === 'no-protocols-available')
      return certain([
        line(
          given,
          'OpenSSL on the nginx host allows none of the versions of this hop: the upstream was not even asked',
        ),
        offered,
      ]);
    if (reason !== undefined && chosenByUpstream.has(reason))
      return certain([line(given, 'the upstream chose a TLS version that nginx does not accept here'), offered], 0.6);
    if (reason !== undefined && reasons.has(reason))
      return certain([line(given, 'nginx and the upstream found no TLS version that both accept'), offered], 0.6);
    const restricted = hop !== undefined && isSet(hop.tls.protocols);
    if (number === 40 && restricted)
      return possible([line(given, 'alert 40 (handshake_failure)'), offered], tries(given), 0.3);
    if (isUndecided(given))
      return possible(
        [line(given, 'the handshake failed, and the line does not say why'), offered],
        tries(given),
        restricted ? 0.5 : 0.3,
      );
    return undefined;
  },

  repair(given) {
    if (given.hop === undefined) return undefined;
    const { protocols } = given.hop.tls;
    const offered = isSet(protocols) ? (protocols.value ?? '').split(/\s+/) : undefined;
    const lacks = (version: string): boolean => offered === undefined || !offered.includes(version);
    const reason = sslReason(given);
    // An upstream that chose an old version, or has only old signatures, is not cured by offering what it lacks.
    if (reason === 'legacy-sigalg-disallowed' || reason === 'inappropriate-fallback' || alert(given) === 86)
      return undefined;
    const helps =
      reason !== undefined && chosenByUpstream.has(reason)
        ? offered !== undefined && lacks('TLSv1.2')
        : lacks('TLSv1.2') || lacks('TLSv1.3');
    if (!helps) return undefined;
    return [
      {
        type: 'set',
        setting: 'protocols',
        value: 'TLSv1.2 TLSv1.3',
        why: 'offers both current versions, whatever this nginx’s default is',
      },
    ];
  },
  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'enable TLS 1.2 or 1.3 if it has only older versions; TLS 1.0 and 1.1 are withdrawn (RFC 8996)',
      command: tries(given)[0] ?? '',
    },
  ],
  confirm: tries,
  prevention:
    'Write proxy_ssl_protocols TLSv1.2 TLSv1.3 out, so that no upgrade of nginx or OpenSSL changes it in silence.',
  worlds: [
    {
      id: 'tls13-only',
      upstream: { ...faultless, protocols: ['TLSv1.3'] },
      settings: { ...verifiedSettings, protocols: 'TLSv1.2' },
    },
    {
      id: 'tls12-only',
      upstream: { ...faultless, protocols: ['TLSv1.2'] },
      settings: { ...verifiedSettings, protocols: 'TLSv1.3' },
    },
    {
      id: 'tls11-only',
      upstream: { ...faultless, protocols: ['TLSv1.1'], securityLevel: 0 },
      settings: { ...verifiedSettings, protocols: 'TLSv1.2' },
      repaired: faultless,
    },
  ],
  examples: [{ log: 'alert-70.log', config: 'protocols.conf', confidence: 'certain' }],
});

function tries(given: Case): readonly string[] {
  return ['-tls1_3', '-tls1_2', '-tls1_1'].map(
    (version) => `openssl s_client -connect ${address(given)} -servername ${serverName(given)} ${version} </dev/null`,
  );
}

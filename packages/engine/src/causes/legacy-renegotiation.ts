import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { withServerName } from './evidence/commands.js';
import { sslReason } from './evidence/signature.js';
import { certain, line } from './evidence/verdict.js';

export default defineCause({
  id: 'legacy-renegotiation',
  title: 'The upstream’s TLS stack lacks secure renegotiation',
  stage: 'handshake',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [60, 480] },
  explanation:
    'The upstream does not know RFC 5746 (2010), without which renegotiation can be attacked. OpenSSL 3 refuses such servers; OpenSSL 1.1.1 did not, so this appears after an upgrade of the nginx host.',

  detect(given) {
    const reason = sslReason(given);
    if (
      reason !== 'unsafe-legacy-renegotiation-disabled' &&
      reason !== 'renegotiation-encoding-err' &&
      reason !== 'renegotiation-mismatch'
    )
      return undefined;
    return certain([line(given, 'OpenSSL 3 refuses a server without secure renegotiation (RFC 5746)')]);
  },

  unverifiedHelps: false,
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'update its TLS stack, or put a current proxy in front of it',
      command: `${withServerName(given)} | grep -i renegotiation`,
    },
  ],
  confirm: (given) => [`${withServerName(given)} | grep -i renegotiation`],
  prevention: 'Probe upstreams with the OpenSSL of the next release before upgrading nginx hosts.',
  worlds: [
    {
      id: 'no-rfc5746',
      upstream: { ...faultless, protocols: ['TLSv1.2'], secureRenegotiation: false },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  examples: [{ log: 'legacy-renegotiation.log', config: 'verified.conf', confidence: 'certain' }],
});

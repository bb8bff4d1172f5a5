import { defineCause } from './cause.js';
import { verifyChain, withServerName } from './evidence/commands.js';
import { foundFault, remedyOf } from './evidence/found-fault.js';
import { verifyCode } from './evidence/signature.js';
import { certain, line } from './evidence/verdict.js';

/** 47: not among the permitted names; 48: among the excluded; 49, 51 to 53: constraints or names that OpenSSL can't compare. */
const codes = new Set([47, 48, 49, 51, 52, 53]);

export default defineCause({
  id: 'name-constraint-violated',
  title: 'A CA of the chain may not issue for the upstream’s name',
  stage: 'verify',
  impact: { threat: 'medium', downtime: 'high', minutesToFix: [30, 480] },
  explanation:
    'A CA certificate of the path carries name constraints (RFC 5280, section 4.2.1.10): it may issue for certain names only, or for all but some. A certificate below it has a name outside of these limits. All of its names count: each DNS name of the SAN, and the common name where there is none. proxy_ssl_name has no part in this and can’t cure it.',

  detect(given) {
    const code = verifyCode(given);
    if (code === undefined || !codes.has(code)) return undefined;
    return certain([line(given, `OpenSSL verify code ${code}: a name is outside the name constraints of a CA above`)]);
  },

  unverifiedHelps: true,
  remedy(given) {
    const fault = foundFault(given);
    if (fault?.kind === 'name-constraints') return remedyOf(fault);
    return [
      {
        who: 'the upstream’s owner',
        what: 'have the certificate issued again with names that every CA above it may issue for, or by another CA',
        command: showNames(given),
      },
      { who: 'the CA’s owner', what: 'or issue the CA again with limits that hold these names' },
    ];
  },
  confirm: (given) => [showNames(given), verifyChain(given)],
  prevention: 'Give a new internal zone to the name constraints of its CA before issuing for it.',
  // The players of worlds issue no name constraints. With --chain, twins of the very certificates have them and are played.
  worlds: [],
  examples: [{ log: 'verify-47.log', config: 'verified.conf', confidence: 'certain' }],
});

/** Of every certificate that is sent, its names and its limits. */
function showNames(given: Parameters<typeof withServerName>[0]): string {
  return `${withServerName(given)} | openssl storeutl -noout -text -certs /dev/stdin | grep -E -A4 "Subject:|Name Constraints|Subject Alternative Name"`;
}

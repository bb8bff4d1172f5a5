import { faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { type Case, defineCause } from './cause.js';
import { decides, showAllPurposes, showDates } from './evidence/commands.js';
import { foundFault, remedyOf } from './evidence/found-fault.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, likely, line } from './evidence/verdict.js';

const ofCa =
  'A CA certificate of the chain has an extended key usage, and serverAuth is not in it: that binds everything below it, so OpenSSL accepts no server certificate of this CA, whatever that itself says.';

/** Not the leaf, which can be all right: one that issued it. */
function isOfCa(given: Case): boolean {
  const fault = foundFault(given);
  return fault?.kind === 'purpose' && fault.depth > 0;
}

export default defineCause({
  id: 'invalid-purpose',
  title: 'The upstream’s certificate is not meant for servers',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [30, 120] },
  explanation:
    'The certificate’s extended key usage does not include serverAuth: it was issued for clients, for mail or for signing. OpenSSL accepts it for none of the servers that nginx talks to. A CA certificate without the right to issue gives the same code.',

  told: (given) =>
    isOfCa(given) ? { title: 'A CA of the upstream’s chain is not meant for servers', explanation: ofCa } : {},

  detect(given) {
    const code = verifyCode(given);
    // 28: rejected for this purpose by the trust settings of a TRUSTED CERTIFICATE.
    if (code !== 26 && code !== 28) return undefined;
    const said = line(given, `OpenSSL verify code ${code}: unsuitable certificate purpose`);
    const { assessment } = given;
    if (assessment?.notForServers === true)
      return certain([said, chain('the leaf’s extended key usage has no serverAuth')]);
    if (assessment !== undefined && assessment.notACa !== undefined) return undefined;
    return likely(
      [said],
      [
        decides(
          '"TLS Web Server Authentication" (serverAuth) must be there',
          `${showDates(given)} -text | grep -A1 "Extended Key Usage"`,
        ),
      ],
      0.6,
    );
  },

  unverifiedHelps: true,
  remedy(given) {
    const fault = foundFault(given);
    if (fault !== undefined && isOfCa(given)) return remedyOf(fault);
    return [
      {
        who: 'the upstream’s owner',
        what: 'have the certificate reissued with extended key usage serverAuth',
        command: `${showDates(given)} -text | grep -A1 "Extended Key Usage"`,
      },
    ];
  },
  confirm: (given) => [
    isOfCa(given) ? showAllPurposes(given) : `${showDates(given)} -text | grep -A1 "Extended Key Usage"`,
  ],
  prevention: 'Use one CA profile for servers (serverAuth) and another for clients (clientAuth).',
  worlds: [
    {
      id: 'client-certificate-served',
      upstream: { ...faultless, chain: ['client-leaf', 'intermediate'] },
      certificates: {
        'client-leaf': serverCertificate('payments.internal', 'intermediate', { extendedKeyUsage: ['clientAuth'] }),
      },
      settings: verifiedSettings,
      repaired: faultless,
    },
  ],
  examples: [{ log: 'verify-26.log', config: 'verified.conf', confidence: 'likely' }],
});

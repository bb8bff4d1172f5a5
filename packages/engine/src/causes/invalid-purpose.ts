import { faultless, serverCertificate, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { decides, showDates } from './evidence/commands.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, likely, line } from './evidence/verdict.js';

export default defineCause({
  id: 'invalid-purpose',
  title: 'The upstream’s certificate is not meant for servers',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [30, 120] },
  explanation:
    'The certificate’s extended key usage does not include serverAuth: it was issued for clients, for mail or for signing. OpenSSL accepts it for none of the servers that nginx talks to. A CA certificate without the right to issue gives the same code.',

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
  remedy: (given) => [
    {
      who: 'the upstream’s owner',
      what: 'have the certificate reissued with extended key usage serverAuth',
      command: `${showDates(given)} -text | grep -A1 "Extended Key Usage"`,
    },
  ],
  confirm: (given) => [`${showDates(given)} -text | grep -A1 "Extended Key Usage"`],
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
